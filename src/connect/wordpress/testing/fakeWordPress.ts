import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Context } from 'hono'

/** What the next changing request meets. `did…` happens after the change was made, the others instead of it. */
export type Behaviour =
  | 'didDrop'
  | 'did504'
  | 'didHtml200'
  | '504'
  | 'html200'
  | '401'
  | '403html'
  | '429'
  | 'invalidParam'
  | 'svg500'
  | 'keptForLater'

export type FakePost = {
  id: number
  status: string
  slug: string
  title: string
  content: string
  excerpt: string
  categories: number[]
  featured_media: number
  date_gmt: string
  modified_gmt: string
}
export type FakeMedia = { id: number; slug: string; file: string; type: string; alt: string; size: number }

type Ctx = Context<{ Bindings: HttpBindings }>

/**
 * A WordPress as far as the connector sees one: slugs, statuses and answers as measured on 6.1, 6.8 and 7.1
 * (`wordpress.peer.test.ts` holds the same expectations against a real one).
 */
export async function startFakeWordPress({ pretty = true, passwords = true } = {}) {
  const posts: FakePost[] = []
  const media: FakeMedia[] = []
  const next: Behaviour[] = []
  const log: string[] = []
  const access = { user: 'redaktion', secret: 'abcd efgh ijkl mnop' }
  let capabilities: Record<string, boolean> = {
    publish_posts: true,
    upload_files: true,
    unfiltered_html: true,
  }
  let lastId = 100
  let base = ''

  const isKnown = (c: Ctx) =>
    passwords &&
    c.req.header('authorization') ===
      `Basic ${Buffer.from(`${access.user}:${access.secret.replaceAll(' ', '')}`).toString('base64')}`
  const problem = (c: Ctx, status: 400 | 401 | 403 | 404 | 500, code: string, data: object = {}) =>
    c.json({ code, message: code, data: { status, ...data } }, status)
  const drop = (c: Ctx) => {
    c.env.outgoing.destroy()
    return c.body(null)
  }
  const wire = (post: FakePost) => ({
    ...post,
    link: post.status === 'publish' ? `${base}/${post.slug}/` : `${base}/?p=${post.id}`,
    title: { raw: post.title, rendered: post.title },
    content: { raw: post.content, rendered: post.content },
  })

  /** Meets a changing request with the next behaviour. `change` makes the change and answers as WordPress would. */
  const meet = (c: Ctx, change: (kept?: boolean) => Response): Response => {
    log.push(`POST ${c.req.path}`)
    switch (next.shift()) {
      case 'didDrop':
        change()
        return drop(c)
      case 'did504':
        change()
        return c.html('<h1>504 Gateway Time-out</h1>', 504)
      case 'didHtml200':
        change()
        return c.html('<p>Wartung</p>')
      case '504':
        return c.html('<h1>504 Gateway Time-out</h1>', 504)
      case 'html200':
        return c.html('<p>Bitte melde dich an</p>')
      case '401':
        return problem(c, 401, 'rest_not_logged_in')
      case '403html':
        return c.html('<h1>Blocked</h1>', 403)
      case '429':
        return c.text('slow down', 429, { 'retry-after': '90' })
      case 'invalidParam':
        return problem(c, 400, 'rest_invalid_param', { params: { slug: 'bad' } })
      case 'svg500':
        return problem(c, 500, 'rest_upload_sideload_error')
      case 'keptForLater':
        return change(true)
      default:
        return change()
    }
  }

  const rest = new Hono<{ Bindings: HttpBindings }>()
  rest.get('/', (c) =>
    c.json({
      name: 'Musterhaus & Söhne',
      url: base,
      namespaces: ['oembed/1.0', 'wp/v2'],
      authentication: passwords
        ? {
            'application-passwords': {
              endpoints: { authorization: `${base}/wp-admin/authorize-application.php` },
            },
          }
        : [],
    }),
  )
  rest.get('/wp/v2/users/me', (c) =>
    isKnown(c)
      ? c.json({ id: 7, name: 'Redaktion', slug: 'redaktion', roles: ['editor'], capabilities })
      : problem(c, 401, 'rest_not_logged_in'),
  )
  rest.get('/wp/v2/categories', (c) =>
    c.json(
      [
        { id: 1, name: 'Allgemein', parent: 0 },
        { id: 4, name: 'Größen &amp; Maße', parent: 1 },
      ],
      200,
      { 'x-wp-totalpages': '1' },
    ),
  )
  rest.get('/wp/v2/posts', (c) => {
    // Anonymous readers see what is published; wrong credentials are not reported here.
    if (c.req.query('status') === 'any' && !isKnown(c)) return problem(c, 400, 'rest_invalid_param')
    return c.json(
      posts.filter((post) => post.slug === c.req.query('slug') && post.status !== 'trash').map(wire),
    )
  })
  rest.get('/wp/v2/posts/:id', (c) => {
    if (!isKnown(c)) return problem(c, 401, 'rest_forbidden_context')
    const post = posts.find((candidate) => candidate.id === Number(c.req.param('id')))
    return post ? c.json(wire(post)) : problem(c, 404, 'rest_post_invalid_id')
  })
  rest.post('/wp/v2/posts', async (c) => {
    const input = (await c.req.json()) as Partial<FakePost>
    if (!isKnown(c)) return problem(c, 401, 'rest_cannot_create')
    return meet(c, () => {
      const post: FakePost = {
        id: (lastId += 1),
        status: 'draft',
        slug: '',
        title: '',
        content: '',
        excerpt: '',
        categories: [1],
        featured_media: 0,
        date_gmt: '',
        modified_gmt: String(lastId),
        ...input,
      }
      posts.push(post)
      return c.json(wire(post), 201)
    })
  })
  rest.post('/wp/v2/posts/:id', async (c) => {
    const input = (await c.req.json()) as Partial<FakePost>
    const post = posts.find((candidate) => candidate.id === Number(c.req.param('id')))
    if (!isKnown(c)) return problem(c, 401, 'rest_cannot_edit')
    if (!post) return problem(c, 404, 'rest_post_invalid_id')
    return meet(c, (kept = false) => {
      Object.assign(post, input, { modified_gmt: String((lastId += 1)) })
      if (kept) post.status = 'future'
      return c.json(wire(post))
    })
  })
  rest.get('/wp/v2/media', (c) =>
    c.json(media.filter((one) => one.slug === c.req.query('slug')).map(mediaWire)),
  )
  rest.post('/wp/v2/media', async (c) => {
    const form = await c.req.formData()
    const file = form.get('file') as File
    if (!isKnown(c)) return problem(c, 401, 'rest_cannot_create')
    return meet(c, () => {
      const one: FakeMedia = {
        id: (lastId += 1),
        slug: String(form.get('slug')),
        file: file.name,
        type: file.type,
        alt: String(form.get('alt_text')),
        size: file.size,
      }
      media.push(one)
      return c.json(mediaWire(one), 201)
    })
  })
  const mediaWire = (one: FakeMedia) => ({ ...one, source_url: `${base}/wp-content/uploads/${one.file}` })

  const app = new Hono<{ Bindings: HttpBindings }>()
  if (pretty) {
    app.route('/wp-json', rest)
  }
  app.all('/', (c) => {
    const route = c.req.query('rest_route')
    if (route !== undefined) {
      const url = new URL(c.req.url)
      url.pathname = route
      url.searchParams.delete('rest_route')
      return rest.fetch(new Request(url, c.req.raw), c.env)
    }
    const headers: Record<string, string> = pretty
      ? { link: `<${base}/wp-json/>; rel="https://api.w.org/"` }
      : {}
    return c.html('<h1>Musterhaus</h1>', 200, headers)
  })

  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started as Server),
    )
  })
  const { port } = server.address() as AddressInfo
  base = `http://127.0.0.1:${port}`
  return {
    address: base,
    host: `127.0.0.1:${port}`,
    access,
    posts,
    media,
    next,
    /** Changing requests that arrived, oldest first. */
    log,
    /** What a visitor can see. */
    published: () => posts.filter((post) => post.status === 'publish'),
    allow: (changed: Record<string, boolean>) => {
      capabilities = { ...capabilities, ...changed }
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
export type FakeWordPress = Awaited<ReturnType<typeof startFakeWordPress>>
