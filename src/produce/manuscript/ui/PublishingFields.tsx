import { Button, Collapse, FileButton, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useText } from '../../../kit/language.tsx'
import { showRefusal } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { slugOf } from '../manuscript.rules.ts'
import type { ManuscriptContent } from '../manuscript.schema.ts'
import { manuscriptText } from '../manuscript.text.ts'
import { pictureAddress } from './editor.extensions.ts'
import { pictureKinds } from './Editor.tsx'
import { client } from './manuscript.queries.ts'
import classes from './manuscript.module.css'

type FieldsProps = {
  content: ManuscriptContent
  pieceTitle: string
  isReadOnly: boolean
  onChange(change: Partial<ManuscriptContent>): void
}

/** Title, address, excerpt and featured image of the published piece; folded away until they are wanted. */
export function PublishingFields({ content, pieceTitle, isReadOnly, onChange }: FieldsProps) {
  const t = useText(manuscriptText)
  const [isOpen, fold] = useDisclosure(false)
  const title = content.headline || pieceTitle
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={fold.toggle}
        aria-expanded={isOpen}
        leftSection={
          isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />
        }
      >
        {t('fields.title')}
      </Button>
      <Collapse expanded={isOpen}>
        <Stack gap="sm" mt="sm">
          <TextInput
            label={t('fields.headline')}
            description={t('fields.headlineHow')}
            placeholder={pieceTitle}
            maxLength={300}
            readOnly={isReadOnly}
            value={content.headline}
            onChange={(event) => onChange({ headline: event.currentTarget.value })}
          />
          <SlugInput
            slug={content.slug}
            proposal={slugOf(title)}
            isReadOnly={isReadOnly}
            onChange={(slug) => onChange({ slug })}
          />
          <Textarea
            label={t('fields.excerpt')}
            description={t('fields.excerptHow')}
            autosize
            minRows={2}
            maxLength={2000}
            readOnly={isReadOnly}
            value={content.excerpt}
            onChange={(event) => onChange({ excerpt: event.currentTarget.value })}
          />
          <FeaturedImage
            assetId={content.featuredAssetId}
            isReadOnly={isReadOnly}
            onChange={(featuredAssetId) => onChange({ featuredAssetId })}
          />
        </Stack>
      </Collapse>
    </div>
  )
}

// While it is typed an address may end with a hyphen; only one that is allowed is saved.
function SlugInput(props: {
  slug: string
  proposal: string
  isReadOnly: boolean
  onChange(slug: string): void
}) {
  const { slug, proposal, isReadOnly, onChange } = props
  const t = useText(manuscriptText)
  const [typed, setTyped] = useState<string | null>(null)
  const isWrong = typed !== null && typed !== '' && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(typed)
  const type = (text: string) => {
    setTyped(text)
    if (text === '' || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) onChange(text)
  }
  return (
    <TextInput
      label={t('fields.slug')}
      description={t('fields.slugHow', { slug: proposal })}
      placeholder={proposal}
      maxLength={100}
      readOnly={isReadOnly}
      value={typed ?? slug}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
      error={isWrong && t('fields.slugWrong')}
    />
  )
}

function FeaturedImage(props: {
  assetId: string | null
  isReadOnly: boolean
  onChange(assetId: string | null): void
}) {
  const { assetId, isReadOnly, onChange } = props
  const t = useText(manuscriptText)
  const { id: workspaceId } = useWorkspace()
  const [isUploading, setUploading] = useState(false)
  const upload = (file: File | null) => {
    if (!file) return
    setUploading(true)
    client.asset
      .upload({ file })
      .then((asset) => onChange(asset.id), showRefusal)
      .finally(() => setUploading(false))
  }
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500}>
        {t('fields.featured')}
      </Text>
      {assetId !== null && (
        <>
          <img
            className={classes.featured}
            src={pictureAddress(workspaceId, assetId, 800)}
            alt={t('fields.featured')}
          />
          <AltInput assetId={assetId} isReadOnly={isReadOnly} />
        </>
      )}
      {!isReadOnly && (
        <Group gap="xs">
          <FileButton accept={pictureKinds} onChange={upload}>
            {(button) => (
              <Button {...button} size="xs" variant="default" loading={isUploading}>
                {t(assetId === null ? 'fields.chooseFeatured' : 'fields.changeFeatured')}
              </Button>
            )}
          </FileButton>
          {assetId !== null && (
            <Button size="xs" variant="subtle" color="gray" onClick={() => onChange(null)}>
              {t('fields.removeFeatured')}
            </Button>
          )}
        </Group>
      )}
      <Text size="xs" c="dimmed">
        {t('image.kinds')}
      </Text>
    </Stack>
  )
}

function AltInput({ assetId, isReadOnly }: { assetId: string; isReadOnly: boolean }) {
  const t = useText(manuscriptText)
  const { data: asset } = useQuery({
    queryKey: ['asset', 'show', assetId],
    queryFn: () => client.asset.show({ id: assetId }),
  })
  const [typed, setTyped] = useState<string | null>(null)
  const settle = () => {
    if (typed !== null && typed !== asset?.alt)
      client.asset.describe({ id: assetId, alt: typed }).catch(showRefusal)
  }
  return (
    <TextInput
      w="100%"
      size="xs"
      label={t('image.alt')}
      maxLength={500}
      readOnly={isReadOnly}
      value={typed ?? asset?.alt ?? ''}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
    />
  )
}
