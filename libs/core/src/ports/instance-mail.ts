/** Messages between instances; plain JSON, at most once. */
export interface InstanceMail {
  /** Sends to one instance; false: it is known not to listen. Rejects where messages cannot be sent. */
  send(instance: string, message: unknown): Promise<boolean>;
  /** From now on `listener` is given what is sent to `instance`. */
  listen(instance: string, listener: (message: unknown) => void): Promise<void>;
  close(): Promise<void>;
}
