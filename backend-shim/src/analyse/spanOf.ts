export { spanOf } from '../pipeline/spans/spanOf.ts';
