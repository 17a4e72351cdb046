import type { Block } from '../blocks/openBlock.ts';
import type { BlockInfo } from './BlockInfo.ts';

export interface OpenedBlock {
  info: BlockInfo;
  block: Block;
}
