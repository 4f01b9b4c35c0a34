// Everything that reads a calendar needs Temporal; browsers without it get the polyfill before anything else runs.
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
const { startApp } = await import('./start.tsx')
startApp(document.getElementById('app') ?? document.body)

export {}
