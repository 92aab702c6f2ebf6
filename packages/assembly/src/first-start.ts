import { dayOf } from '@miaotou/domain';
import { randomPassword } from '@miaotou/engine';
import { demoPosts, demoUsers, firstAdministrator, firstOffices } from './people/index.js';
import type { Product } from './product.js';

/** The county that a first start shows. */
const demoCounty = { seed: 20_261_123, employers: 3_000, months: 36 };

/** Who can sign in after a first start. `password` is set where it was made up and nobody knows it yet. */
export interface FirstPeople {
  readonly usernames: readonly string[];
  readonly password: string | null;
}

/** The demonstration belongs into an empty installation only, never among real deliveries. */
async function isEmpty({ imports }: Product): Promise<boolean> {
  return (await imports.list({ page: 1, pageSize: 1 })).total === 0;
}

async function firstPeople(product: Product, demo: boolean): Promise<FirstPeople | null> {
  const { people, config } = product;
  const password = config.demoPassword ?? randomPassword();
  const users = demo ? demoUsers(password) : [firstAdministrator(password)];
  if (!(await people.seed(firstOffices, users))) return null;
  const usernames = users.map(({ username }) => username);
  return { usernames, password: config.demoPassword === null ? password : null };
}

/**
 * What a program does before it serves: the first people and, where wanted, the demonstration
 * county on its way. Safe to repeat, and for several programs at once.
 */
export async function prepare(
  product: Product,
  options: { readonly demo: boolean },
): Promise<FirstPeople | null> {
  const { records, system, jobs, imports, inbox, clock, config } = product;
  const first = await records.underLock('first-start', async () => {
    const demo = options.demo && (await isEmpty(product));
    const made = await firstPeople(product, demo);
    if (made !== null && demo) {
      await product.rosters.seed(demoPosts, dayOf(clock.now()));
      await system.setSynthetic(true);
      await system.setDemo('asked');
    }
    return made;
  });
  await inbox.open();
  await system.noteEngineRestarts(config.engineRestarts);
  if ((await system.demo()) === 'asked') {
    await jobs.add('load-demo', { ...demoCounty, until: dayOf(clock.now()) }, { key: 'load-demo' });
  }
  for (const batchId of await imports.unfinished()) {
    await jobs.add('import-file', { batchId: String(batchId) }, { key: `import-${batchId}` });
  }
  return first;
}
