import { Command } from 'commander';
import type { Surroundings } from '../program/index.js';

/** `miaotou ledger verify`: recomputes the chain; ends with 1 and names the first broken entry if it does not hold. */
export function ledgerCommand({ print, note, withProduct, foundFault }: Surroundings): Command {
  const verify = new Command('verify')
    .description('逐条校验台账哈希链 / recompute the chain of the ledger')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async ({ json }: { readonly json?: true }) => {
      const found = await withProduct((product) => product.ledger.verify());
      if (json === true) print(JSON.stringify(found));
      const { holds, entries, broken } = found;
      if (holds) {
        note(`台账完整，共 ${entries} 条 / the ledger holds: ${entries} entries`);
        return;
      }
      note(
        `台账断裂：${broken?.chain} 第 ${broken?.seq} 条 / the ledger is broken at ${broken?.chain} ${broken?.seq}: ${broken?.reason}`,
      );
      foundFault();
    });
  return new Command('ledger').description('风险台账 / the risk ledger').addCommand(verify);
}
