package forwardpass.sink;

import java.util.UUID;

/** Lines of locks, as other runs write them. */
public final class Locks {
  private Locks() {}

  /** Of this one. */
  public static String ofALivingProcess() {
    return LockOwner.ofThisProcess().text();
  }

  /** Of one with the number of this one, that began at another time. */
  public static String ofADeadProcess() {
    return of(LockOwner.ofThisProcess().host(), 60_000);
  }

  /** Of one of which nobody here can tell whether it lives. */
  public static String ofAnotherMachine(long timeoutMillis) {
    return of("elsewhere", timeoutMillis);
  }

  /** One that its run has renewed. */
  public static String renewed(String lock) {
    return LockOwner.parse(lock).orElseThrow().renewed().text();
  }

  private static String of(String host, long timeoutMillis) {
    LockOwner self = LockOwner.ofThisProcess();
    return new LockOwner(
            UUID.randomUUID().toString(),
            0,
            timeoutMillis,
            host,
            self.process(),
            "1970-01-01T00:00:00Z",
            self.boot(),
            self.namespace())
        .text();
  }
}
