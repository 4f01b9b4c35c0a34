import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

// Petrol: the one accent. Shade 7 carries white text at 5.9:1, shade 3 stands on the dark background at 8:1.
const petrol: MantineColorsTuple = [
  '#e8f6f8',
  '#d2eaee',
  '#a5d5dd',
  '#74bfcb',
  '#4dacbb',
  '#2f97a8',
  '#1a7f91',
  '#0f6b7c',
  '#0a5765',
  '#06434e',
]

// Greys with a trace of the accent, so that the dark theme reads as night and not as a hole.
const night: MantineColorsTuple = [
  '#dfe6e9',
  '#b9c4c9',
  '#98a6ac',
  '#6d7c83',
  '#3d4a50',
  '#2a363b',
  '#1f292d',
  '#1b2429',
  '#141c20',
  '#0e1417',
]

/** The element that menus and windows hang in. */
export const overlaysId = 'overlays'

/** Calm control room: dense, quiet, one accent, figures of one width. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol, dark: night },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '0.75rem', sm: '0.84rem', md: '0.92rem', lg: '1.05rem', xl: '1.2rem' },
  headings: {
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.5rem' },
      h2: { fontSize: '1.3rem' },
      h3: { fontSize: '1.08rem' },
      h4: { fontSize: '0.98rem' },
    },
  },
  defaultRadius: 'sm',
  spacing: { xs: '0.5rem', sm: '0.7rem', md: '1rem', lg: '1.4rem', xl: '2rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    // The head of a window is a <header>, which outside of an <article> would be the banner of the page.
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
        attributes: { header: { role: 'presentation' } },
      },
    },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    // Menus and windows hang in a landmark of their own (KitProvider), so that nothing lies outside of one.
    Portal: { defaultProps: { target: `#${overlaysId}` } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    Loader: { defaultProps: { type: 'dots' } },
  },
})

/** Colours beyond Mantine's own, and Mantine's own where they miss WCAG AA (4.5:1). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f6f8f9',
    '--mantine-color-text': '#182226',
    '--mantine-color-dimmed': '#566369',
    '--mantine-color-placeholder': '#66737a',
    '--mantine-color-anchor': '#0a5765',
    '--mantine-color-error': '#b3261e',
    '--ls-panel': '#ffffff',
    '--ls-line': '#dde4e7',
    '--ls-line-strong': '#a9b6bb',
    '--ls-hover': '#edf2f4',
    '--ls-accent-soft': '#e3f2f4',
    '--ls-accent-text': '#0a5765',
    '--ls-bad-text': '#a1241c',
    '--ls-side': '#eef3f4',
  },
  dark: {
    '--mantine-color-body': '#111719',
    '--mantine-color-text': '#dfe6e9',
    '--mantine-color-dimmed': '#98a6ac',
    '--mantine-color-placeholder': '#8b9aa1',
    '--mantine-color-anchor': '#74bfcb',
    '--mantine-color-error': '#ff9a8f',
    '--ls-panel': '#182023',
    '--ls-line': '#2c383d',
    '--ls-line-strong': '#55656c',
    '--ls-hover': '#202a2e',
    '--ls-accent-soft': '#16343a',
    '--ls-accent-text': '#8fd0da',
    '--ls-bad-text': '#ff9a8f',
    '--ls-side': '#0e1416',
  },
})
