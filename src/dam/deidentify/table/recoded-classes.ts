/**
 * The classes of a release, whatever the recoding, by the codes of its hierarchies.
 *
 * A class is a box: one label a column, each from any level. All rows of one combination of leaves are in one class.
 */
export interface RecodedClasses {
  readonly classes: number
  /** For each entry of the frequency table its class; -1 where it is suppressed. */
  readonly classOf: Int32Array
  /** By column, the level of each class's label: the finest on which it stands. */
  readonly levels: readonly Uint8Array[]
  /** By column, the code of each class's label at that level. */
  readonly codes: readonly Int32Array[]
  readonly rows: Uint32Array
  /** Rows, or distinct persons. */
  readonly sizes: Uint32Array
}
