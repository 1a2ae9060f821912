import { BlockList, isIPv6 } from 'node:net';

interface Block {
  readonly family: 'ipv4' | 'ipv6';
  readonly list: BlockList;
}

const known = new Map<string, Block>();

function blockOf(cidr: string): Block {
  const found = known.get(cidr);
  if (found !== undefined) return found;
  const [network = '', length = ''] = cidr.split('/');
  const block: Block = { family: isIPv6(network) ? 'ipv6' : 'ipv4', list: new BlockList() };
  block.list.addSubnet(network, Number(length), block.family);
  known.set(cidr, block);
  return block;
}

/** Whether an address lies in a block such as `10.0.0.0/8`. */
export function contains(cidr: string, address: string): boolean {
  const { family, list } = blockOf(cidr);
  return isIPv6(address) === (family === 'ipv6') && list.check(address, family);
}
