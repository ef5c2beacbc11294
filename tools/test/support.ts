/** Root access to the server of this test run. */
export function testServer(): string {
  const rootUrl = process.env.SNUG_TEST_DATABASE_URL
  if (!rootUrl) throw new Error('These tests need a database: run them with `npm test`.')
  return rootUrl
}
