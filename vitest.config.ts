import { defineConfig } from 'vitest/config'

const server = { environment: 'node' as const, globalSetup: ['src/kernel/testing/globalSetup.ts'] }
const withPeers = {
  ...server,
  globalSetup: [...server.globalSetup, 'src/connect/wordpress/testing/startPeer.ts'],
}

// Tiers: rules (pure), server (real PostgreSQL), ui (components), process (the program started, killed and started
// again), peers (a real WordPress …), journeys (Chromium).
export default defineConfig({
  test: {
    reporters: ['default', './src/kernel/testing/closingLine.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'rules',
          environment: 'node',
          include: ['src/**/*.rules.test.ts', 'src/architecture.test.ts'],
        },
      },
      {
        test: {
          ...server,
          name: 'server',
          include: ['src/**/*.test.ts'],
          exclude: [
            'src/**/*.rules.test.ts',
            'src/**/*.process.test.ts',
            'src/**/*.peer.test.ts',
            'src/architecture.test.ts',
          ],
        },
      },
      { test: { name: 'ui', environment: 'happy-dom', include: ['src/**/*.test.tsx'] } },
      {
        test: {
          ...server,
          name: 'process',
          include: ['src/**/*.process.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...withPeers,
          name: 'peers',
          include: ['src/**/*.peer.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          ...withPeers,
          name: 'journeys',
          include: ['e2e/**/*.journey.ts'],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
