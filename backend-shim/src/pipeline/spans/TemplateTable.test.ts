import type { TemplateContent } from './SpanTemplate.ts';
import { templateId, TemplateTable } from './TemplateTable.ts';

const content = (parts: Partial<TemplateContent> = {}): TemplateContent => ({
  name: 'GET a/b/c',
  kind: 'server',
  status: 'unset',
  attributes: { 'http.request.method': 'GET', 'maho.store_id': 1 },
  ...parts,
});

describe('templates', () => {
  it('are one for one content, whatever the order of its keys', () => {
    const templates = new TemplateTable();
    const template = templates.intern(content());
    expect(templates.intern(content())).toBe(template);
    expect(templates.intern(content({ attributes: { 'maho.store_id': 1, 'http.request.method': 'GET' } }))).toBe(
      template
    );
    expect(templates.size).toBe(1);
    expect(templates.at(0)).toBe(template);
    expect(templates.byId(template.id)).toBe(template);
    expect(templates.find(content())).toBe(template);
  });

  it('are others for other contents', () => {
    const templates = new TemplateTable();
    const contents = [
      content(),
      content({ name: 'GET' }),
      content({ kind: 'client' }),
      content({ status: 'error' }),
      content({ attributes: { 'http.request.method': 'GET', 'maho.store_id': '1' } }),
      content({ attributes: { 'http.request.method': 'GET' } }),
      content({ attributes: {} }),
    ];
    expect(contents.map((one) => templates.intern(one).index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(new Set(contents.map(templateId)).size).toBe(7);
    expect(templates.find(content({ name: 'POST' }))).toBeUndefined();
    expect(templates.size).toBe(7);
  });

  it('have ids that never change: blocks refer to them', () => {
    expect(templateId(content())).toBe('e0b3557b79c23817');
  });
});
