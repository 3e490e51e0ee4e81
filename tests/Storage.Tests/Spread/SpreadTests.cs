using Webhooks.Storage.Tests.Deliveries;
using Webhooks.Storage.Tests.Erasure;
using Webhooks.Storage.Tests.Jobs;
using Webhooks.Storage.Tests.Outgoing;
using Webhooks.Storage.Tests.Reading;
using Webhooks.Storage.Tests.RollUp;
using Webhooks.Storage.Tests.Tables;

namespace Webhooks.Storage.Tests.Spread;

// What is tested of one partition a day holds over several.

public sealed class SpreadEventReaderTests(SpreadFixture storage)
    : EventReaderTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadEventListTests(SpreadFixture storage) : EventListTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadDeliveryReaderTests(SpreadFixture storage)
    : DeliveryReaderTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadContactReaderTests(SpreadFixture storage)
    : ContactReaderTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadErasureTests(SpreadFixture storage) : ErasureTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadErasureRaceTests(SpreadFixture storage)
    : ErasureRaceTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadRetentionTests(SpreadFixture storage) : RetentionTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadReplayTests(SpreadFixture storage) : ReplayTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadManyEventsTests(SpreadFixture storage)
    : ManyEventsTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadDeliveryProcessorTests(SpreadFixture storage)
    : DeliveryProcessorTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadPendingRecoveryTests(SpreadFixture storage)
    : PendingRecoveryTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadVendorSilenceTests(SpreadFixture storage)
    : VendorSilenceTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadDailyRollUpTests(SpreadFixture storage)
    : DailyRollUpTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadSpoiltRowsTests(SpreadFixture storage)
    : SpoiltRowsTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadEventSenderTests(SpreadFixture storage)
    : EventSenderTests(storage), IClassFixture<SpreadFixture>;

public sealed class SpreadRedeliveryTests(SpreadFixture storage)
    : RedeliveryTests(storage), IClassFixture<SpreadFixture>;
