import { StandardSchemaValidationPipe } from '@nestjs/common';
import { InvalidRequest } from './problem.js';

/** How many faults of one request are told. */
const mostFaults = 50;

function fieldOf(path: readonly unknown[] | undefined): string {
  return (path ?? [])
    .map((part) => (typeof part === 'object' && part !== null && 'key' in part ? part.key : part))
    .map(String)
    .join('.');
}

/** Checks bodies, queries and parameters by the zod schema named at the argument; gives what the schema made of them. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    transform: true,
    exceptionFactory: (issues) =>
      new InvalidRequest(
        issues.slice(0, mostFaults).map(({ message, path }) => {
          const field = fieldOf(path);
          return {
            code: 'invalid-value',
            message: {
              zh: `${field || '内容'}：格式不符（${message}）`,
              en: `${field || 'content'}: ${message}`,
            },
            ...(field === '' ? {} : { place: { field } }),
          };
        }),
      ),
  });
