import { Schemas } from './Schemas.ts';
import { openTestStore, type TestStore } from './testStore.ts';

export interface TestStores {
  /** A schema of its own. */
  createSchema(): Promise<string>;
  /** Takes what {@link openTestStore} takes; closed after the test. */
  open(...options: Parameters<typeof openTestStore>): TestStore;
}

/** Stores for the tests of a file: what they open is closed after each test, their schemas go after all. */
export function useTestStores(): TestStores {
  const stores: TestStore[] = [];
  let schemas: Schemas;
  beforeAll(async () => {
    schemas = await Schemas.open();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map(({ store }) => store.close()));
  });
  afterAll(async () => {
    await schemas.close();
  });
  return {
    createSchema: () => schemas.create(),
    open: (...options) => {
      const store = openTestStore(...options);
      stores.push(store);
      return store;
    },
  };
}
