import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { readRootFile, refuse } from '@miaotou/engine';
import type { Surroundings } from '../program/index.js';

interface VerifyOptions {
  readonly json?: true;
  readonly root?: string;
  readonly rootHash?: string;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw refuse(
      'invalid',
      'root-missing',
      `读不到台账根文件：${path}`,
      `The file of the root cannot be read: ${path}`,
    );
  }
}

/**
 * `miaotou ledger verify`: recomputes every chain and holds it against the roots, one of them from outside where it is
 * given; ends with 1 and names the first broken entry if it does not hold. `miaotou ledger root`: makes a root now.
 */
export function ledgerCommand({ print, note, withProduct, foundFault }: Surroundings): Command {
  const verify = new Command('verify')
    .description('逐条校验台账哈希链 / recompute the chains of the ledger')
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .option('--root <file>', '与机外留存的台账根文件核对 / hold it against the file of a root kept elsewhere')
    .option(
      '--root-hash <hex>',
      '与机外留存的根校验值核对 / hold it against the hash of a root kept elsewhere',
    )
    .action(async ({ json, root, rootHash }: VerifyOptions) => {
      const file = root === undefined ? undefined : readRootFile(await textOf(root));
      const found = await withProduct((product) =>
        product.ledger.verify({
          ...(file === undefined ? {} : { file }),
          ...(rootHash === undefined ? {} : { hash: rootHash.toLowerCase() }),
        }),
      );
      if (json === true) print(JSON.stringify(found));
      const { holds, entries, broken, roots } = found;
      if (holds) {
        note(
          `台账完整，共 ${entries} 条，与 ${roots} 个台账根相符 / the ledger holds: ${entries} entries, ${roots} roots`,
        );
        return;
      }
      note(
        `台账断裂：${broken?.chain} 第 ${broken?.seq} 条 / the ledger is broken at ${broken?.chain} ${broken?.seq}: ${broken?.reason}`,
      );
      foundFault();
    });
  const root = new Command('root')
    .description('立即生成台账根并送出 / make a root of the ledger now and take it off the machine')
    .action(async () => {
      print(JSON.stringify(await withProduct((product) => product.ledgerRoots.make())));
    });
  return new Command('ledger').description('风险台账 / the risk ledger').addCommand(verify).addCommand(root);
}
