import { roles } from '@miaotou/domain';
import type { Role } from '@miaotou/domain';
import { randomPassword } from '@miaotou/engine';
import { Command, Option } from 'commander';
import type { Surroundings } from '../program/index.js';

interface AddOptions {
  readonly role: Role;
  readonly scope: string;
  readonly name?: string;
  readonly office?: string;
  readonly passwordStdin?: true;
  readonly json?: true;
}

async function firstLine(input: AsyncIterable<Buffer | string>): Promise<string> {
  let text = '';
  for await (const chunk of input) text += String(chunk);
  return text.split(/\r?\n/u)[0] ?? '';
}

/** `miaotou user add`: adds somebody who may sign in. A password is read from standard input or made up, never taken from the command line, where others can see it. */
export function userCommand({ print, note, withProduct }: Surroundings): Command {
  const add = new Command('add')
    .description('添加用户 / add a user')
    .argument('<username>', '用户名 / user name')
    .addOption(new Option('--role <role>', '角色 / role').choices(roles).makeOptionMandatory())
    .option('--scope <codes>', '辖区代码，逗号分隔；* 为全部 / region codes, comma-separated; * for all', '*')
    .option('--name <name>', '显示名 / name shown')
    .option('--office <code>', '单位代码 / office code')
    .option(
      '--password-stdin',
      '从标准输入读取密码，否则随机生成 / read the password from standard input; otherwise one is made',
    )
    .option('--json', '输出一个 JSON 对象 / print one JSON object')
    .action(async (username: string, { role, scope, name, office, passwordStdin, json }: AddOptions) => {
      const password = passwordStdin === true ? await firstLine(process.stdin) : randomPassword();
      const regions = scope.split(',').filter((code) => code !== '');
      await withProduct((product) =>
        product.people.addUser(
          {
            username,
            displayName: name ?? username,
            role,
            scope: regions,
            password,
            ...(office === undefined ? {} : { office }),
          },
          'command',
        ),
      );
      const made = passwordStdin === true ? {} : { password };
      if (json === true) print(JSON.stringify({ username, role, scope: regions, ...made }));
      else {
        note(`已添加用户 / user added: ${username} (${role})`);
        if (passwordStdin !== true) print(password);
      }
    });
  return new Command('user').description('用户管理 / users').addCommand(add);
}
