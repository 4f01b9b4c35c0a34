import { Drawer, Typography } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { handbookPicture, handbookText, type HandbookPage } from './handbook.ts'
import { useLanguage, useText } from './language.tsx'
import { Loading, Note } from './Notes.tsx'
import { kitText } from './text.ts'

/** The handbook beside the page it explains. Links to other pages of the handbook open here. */
export function HelpDrawer({ page, onClose }: { page: HandbookPage; onClose(): void }) {
  const t = useText(kitText)
  const language = useLanguage()
  const [followed, setFollowed] = useState<string | null>(null)
  const name = followed ?? page[language]
  const text = useQuery({
    queryKey: ['handbook', language, name],
    queryFn: () => handbookText(name, language),
  })
  const follow = (address: string | undefined) => /^(?:\.\/)?([\w-]+)\.md$/.exec(address ?? '')?.[1]
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t('handbook')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {text.isPending && <Loading />}
      {text.data === null && <Note>{t('helpMissing')}</Note>}
      {typeof text.data === 'string' && (
        <Typography className="ls-handbook">
          <Markdown
            remarkPlugins={[remarkGfm]}
            components={{
              a: ({ href, children }) => {
                const target = follow(href)
                return target === undefined ? (
                  <a href={href} target="_blank" rel="noreferrer noopener">
                    {children}
                  </a>
                ) : (
                  <button type="button" className="ls-link" onClick={() => setFollowed(target)}>
                    {children}
                  </button>
                )
              },
              img: ({ src, alt }) => <Picture source={String(src)} alt={alt ?? ''} />,
            }}
          >
            {text.data}
          </Markdown>
        </Typography>
      )}
    </Drawer>
  )
}

// The drawer is narrower than most pictures, so each opens in full size.
function Picture({ source, alt }: { source: string; alt: string }) {
  const address = handbookPicture(source)
  return address === null ? null : (
    <a href={address} target="_blank" rel="noreferrer noopener">
      <img src={address} alt={alt} loading="lazy" />
    </a>
  )
}
