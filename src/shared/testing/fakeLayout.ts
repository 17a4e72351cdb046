/** jsdom lays nothing out: gives elements a size and text a width, without which Grafana's lists draw no options. */
export function fakeLayout() {
  const box = { width: 120, height: 120, top: 0, left: 0, bottom: 0, right: 0 } as DOMRect;
  jest.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(box);
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(400);
  const context = { measureText: () => ({ width: 10 }), font: '' };
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
  globalThis.IntersectionObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as unknown as typeof IntersectionObserver;
}
