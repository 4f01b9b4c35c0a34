import { useState, type DragEvent } from 'react'
import type { PieceCard } from '../piece.schema.ts'

// One pointer drags one card; the browser's own drag data is text only and unreadable while over a target.
let dragged: PieceCard | null = null

/** Makes an element carry a piece. Keyboard and menu do the same without dragging. */
export function dragSource(piece: PieceCard) {
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      dragged = piece
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', piece.title)
    },
    onDragEnd: () => {
      dragged = null
    },
  }
}

/** Makes an element take a dragged piece; `data-over` marks it while one hangs above. */
export function useDropTarget(onDrop: (piece: PieceCard) => void) {
  const [isOver, setOver] = useState(false)
  return {
    'data-over': isOver || undefined,
    onDragOver: (event: DragEvent) => {
      if (dragged === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      if (dragged !== null) onDrop(dragged)
      dragged = null
    },
  }
}
