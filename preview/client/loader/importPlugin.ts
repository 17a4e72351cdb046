import { sharedModules } from './sharedModules';

type Factory = (...dependencies: unknown[]) => unknown;
type Define = (dependencies: string[], factory: Factory) => void;

declare global {
  interface Window {
    define?: Define & { amd: object };
  }
}

const modules = new Map<string, Promise<unknown>>();
let defined: { dependencies: string[]; factory: Factory } | undefined;

/** Plugins are AMD modules without a name: a script that has just run has left its definition here. */
export function installDefine(): void {
  const define: Define = (dependencies, factory) => (defined = { dependencies, factory });
  window.define = Object.assign(define, { amd: {} });
}

/**
 * Loads a plugin's `module.js` once.
 *
 * @param path as plugin settings tell it: `public/plugins/<id>/module.js`
 * @throws Error when the script is missing, or needs what the host does not lend.
 */
export function importPlugin<T>(path: string): Promise<T> {
  const module = modules.get(path) ?? load(`/${path}`);
  modules.set(path, module);
  return module as Promise<T>;
}

async function load(url: string): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${url} could not be loaded.`));
    document.head.append(script);
  });
  const definition = defined;
  defined = undefined;
  if (!definition) {
    throw new Error(`${url} is no AMD module.`);
  }
  // "module" tells the plugin where it came from, so that it finds its further chunks.
  const uri = new URL(url, window.location.href).href;
  return definition.factory(...definition.dependencies.map((name) => (name === 'module' ? { uri } : shared(name))));
}

function shared(name: string): unknown {
  if (!(name in sharedModules)) {
    throw new Error(`The plugin needs "${name}", which the preview host does not lend.`);
  }
  return sharedModules[name];
}
