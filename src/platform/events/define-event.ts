import type { z } from 'zod'

/** A kind of thing that happens, in its newest form. */
export interface EventDefinition<Payload = unknown> {
  /** What happened to what, such as `dataset.released`. It never changes. */
  readonly type: string
  /** From 1; a payload of another shape is the next version. */
  readonly version: number
  /** Who may ever be told of it. */
  readonly audience: 'public' | 'restricted'
  readonly payload: z.ZodType<Payload>
  /** For each older version, how its payload becomes one of the next. Events that were written stay as they are. */
  readonly upgrades: Readonly<Record<number, (payload: unknown) => unknown>>
}

/** Defines an event. Its payload names people by their ids: events are kept for good, so they hold no personal data. */
export function defineEvent<Payload extends object>(definition: Omit<EventDefinition<Payload>, 'upgrades'> & Partial<EventDefinition<Payload>>): EventDefinition<Payload> {
  const upgrades = definition.upgrades ?? {}
  for (let version = 1; version < definition.version; version++) {
    if (!upgrades[version]) throw new Error(`The event ${definition.type} does not say how its version ${version} becomes version ${version + 1}`)
  }
  return { ...definition, upgrades }
}

/** A payload as it was written, in the form of the definition. */
export function readPayload<Payload>(definition: EventDefinition<Payload>, { version, payload }: { version: number; payload: unknown }): Payload {
  let raised = payload
  for (let each = version; each < definition.version; each++) raised = definition.upgrades[each]?.(raised)
  return definition.payload.parse(raised)
}
