import { join } from 'node:path';

/** Where the built host lies, relative to the repository. */
export const previewBundle = join('node_modules', '.cache', 'insights', 'preview');
