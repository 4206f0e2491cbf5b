import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Drawn = AnchorHTMLAttributes<HTMLAnchorElement> & { readonly isChosen: boolean; readonly ref?: Ref<HTMLAnchorElement> }

/** A link that is one of several choices. The router knows addresses, not choices: which one is taken is told by the page. */
export const ChoiceLink = createLink(({ isChosen, children, ...props }: Drawn) => <a {...props} aria-current={isChosen ? 'true' : undefined}>{children}</a>)
