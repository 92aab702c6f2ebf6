export { API, type Http } from './http.js';
export { http, queryClient, SESSION_KEY } from './client.js';
export { asProblem, ProblemError } from './problem.js';
export { followLive, type Connection } from './live.js';
