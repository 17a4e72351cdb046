import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findGrafana } from './findGrafana.ts';

describe('findGrafana', () => {
  let folder: string;
  const unpack = async (name: string) => {
    const home = join(folder, 'grafana');
    await mkdir(join(home, 'bin'), { recursive: true });
    await mkdir(join(home, 'conf'));
    await writeFile(join(home, 'bin', name), '');
    await writeFile(join(home, 'conf', 'defaults.ini'), '');
    return home;
  };
  beforeEach(async () => void (folder = await realpath(await mkdtemp(join(tmpdir(), 'grafana-')))));
  afterEach(() => rm(folder, { recursive: true }));

  it('finds an unpacked one', async () => {
    const home = await unpack('grafana');
    const found = { command: join(home, 'bin', 'grafana'), args: ['server'], home };
    expect(findGrafana({ GRAFANA_HOME: home })).toEqual(found);
    expect(findGrafana({ PATH: ['/nowhere', join(home, 'bin')].join(delimiter) })).toEqual(found);
  });

  it('finds an older program, and one behind a link', async () => {
    const home = await unpack('grafana-server');
    await mkdir(join(folder, 'bin'));
    await symlink(join(home, 'bin', 'grafana-server'), join(folder, 'bin', 'grafana-server'));
    const command = join(folder, 'bin', 'grafana-server');
    expect(findGrafana({ PATH: join(folder, 'bin') })).toEqual({ command, args: [], home });
  });

  it('finds none where there is none, or none whole', async () => {
    expect(findGrafana({ PATH: folder })).toBeNull();
    expect(findGrafana({ GRAFANA_HOME: folder, PATH: '' })).toBeNull();
    const home = await unpack('grafana');
    await rm(join(home, 'conf'), { recursive: true });
    expect(findGrafana({ GRAFANA_HOME: home })).toBeNull();
  });
});
