using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Sending;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Outgoing;

/// <summary>What is shown of a destination: the sum of what its instances counted.</summary>
public sealed class DestinationStatusTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Noon = new(2027, 8, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Noon);

    [Fact]
    public async Task Instances_are_added_up_and_days_kept_apart()
    {
        _clock.Now = Noon.AddDays(-1);
        await CountAsync(tallies => tallies.Add("sum", 5, new DestinationAnswer(200), TimeSpan.FromMilliseconds(10)));
        _clock.Now = Noon;
        await CountAsync(tallies =>
        {
            tallies.Add("sum", 1, new DestinationAnswer(204), TimeSpan.FromMilliseconds(10));
            tallies.Add("sum", 1, new DestinationAnswer(500, "Oh."), TimeSpan.FromMilliseconds(900));
            tallies.Add("sums", 70, new DestinationAnswer(200), TimeSpan.Zero);
        });
        await CountAsync(tallies => tallies.Add("sum", 2, new DestinationAnswer(200), TimeSpan.FromMilliseconds(10)));

        DestinationStatus status = await StatusAsync("sum");

        Assert.Equal((3L, 5L, 1L), (status.Today.Delivered, status.Yesterday.Delivered, status.Today.Failed));
        Assert.Equal((500, "Oh.", Noon), (
            status.Lately.LastFailure!.Status, status.Lately.LastFailure.Text, status.Lately.FailedAt));
        Assert.InRange(status.Lately.Latencies.Percentile(0.5)!.Value.TotalMilliseconds, 10, 14.2);
        Assert.InRange(status.Lately.Latencies.Percentile(0.95)!.Value.TotalMilliseconds, 900, 1280);
    }

    [Fact]
    public async Task What_was_counted_right_before_midnight_is_written_after_it()
    {
        _clock.Now = Noon.AddHours(12).AddSeconds(-1);
        await CountAsync(tallies =>
        {
            tallies.Add("midnight", 5, new DestinationAnswer(200), TimeSpan.Zero);
            _clock.Now += TimeSpan.FromSeconds(2);
            tallies.Add("midnight", 2, new DestinationAnswer(200), TimeSpan.Zero);
        });

        DestinationStatus status = await StatusAsync("midnight");

        Assert.Equal((2L, 5L), (status.Today.Delivered, status.Yesterday.Delivered));
    }

    [Fact]
    public async Task What_is_configured_no_more_is_shown_while_something_is_parked_for_it()
    {
        ParkedEvents parked = new(new WebhookTables(storage.Connection.Tables()), new DestinationList(), _clock);
        EventKey key = EventKey.Of(Samples.Event(1, Noon));
        await parked.AddAsync("former", [key], 9, new DestinationAnswer(0, "Gone."), CancellationToken.None);

        DestinationStatus status = await StatusAsync("former");

        Assert.Equal((null, 1, false), (status.Configured, status.Parked, status.HasMoreParked));
    }

    [Fact]
    public async Task Old_days_are_forgotten()
    {
        _clock.Now = Noon.AddDays(-9);
        await CountAsync(tallies => tallies.Add("old", 5, new DestinationAnswer(200), TimeSpan.Zero));
        _clock.Now = Noon;

        using DestinationTallies sweeper = Tallies();
        await sweeper.SweepAsync(CancellationToken.None);

        Assert.DoesNotContain(
            await StorageFixture.RowsAsync(storage.Tables.ServiceState, "destination-day"),
            row => row.RowKey.StartsWith("old_", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_no_request_there_is_no_percentile()
    {
        Assert.Null(Latencies.None.Percentile(0.5));
        Assert.Equal(0, Latencies.Parse("nonsense").Count);
        Latencies some = Latencies.None.With(TimeSpan.FromHours(1)).With(TimeSpan.Zero);
        Assert.Equal(some.ToString(), Latencies.Parse(some.ToString()).ToString());
        Assert.Equal((1.0, 32_768.0), (
            some.Percentile(0.5)!.Value.TotalMilliseconds, Math.Round(some.Percentile(1)!.Value.TotalMilliseconds)));
    }

    private DestinationTallies Tallies() => new(new WebhookTables(storage.Connection.Tables()), _clock);

    private async Task CountAsync(Action<DestinationTallies> count)
    {
        using DestinationTallies tallies = Tallies();
        count(tallies);
        await tallies.WriteAsync(CancellationToken.None);
    }

    private async Task<DestinationStatus> StatusAsync(string name)
    {
        WebhookTables tables = new(storage.Connection.Tables());
        DestinationList list = name == "former"
            ? new DestinationList()
            : new DestinationList(new Destination(name, new Uri("https://one.example.com/")));
        DestinationStatusReader reader = new(
            tables, list, new DestinationStates(tables, _clock), new ParkedEvents(tables, list, _clock), _clock);
        return Assert.Single(await reader.ReadAsync(CancellationToken.None), one => one.Name == name);
    }
}
