using System.Globalization;
using Azure.Data.Tables;

namespace Webhooks.Dashboard.Tests.Api;

/// <summary>
/// Two days, 6 and 8 February 2001, each with more events than one answer holds: written once, since each is five
/// megabytes, for tests that read.
/// </summary>
public sealed class LargeDays(PageFixture app) : IAsyncLifetime
{
    public const int Events = 1010;
    public const int DataBytes = 4500;

    public async Task InitializeAsync()
    {
        await WriteDayAsync("20010206");
        await WriteDayAsync("20010208");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The id of a day's event, by its number.</summary>
    public static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    private async Task WriteDayAsync(string day)
    {
        DateTimeOffset midnight = DateTimeOffset.ParseExact(
            day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        IEnumerable<TableTransactionAction> rows = Enumerable.Range(0, Events).Select(number =>
        {
            DateTimeOffset at = midnight.AddSeconds(number);
            TableEntity row = new($"smartico_{day}", $"{at:HHmmssfff}_{Id(number)}")
            {
                ["EventId"] = Id(number),
                ["Vendor"] = "smartico",
                ["Type"] = "message.sent",
                ["OccurredAt"] = at,
                ["TimeSource"] = "vendor",
                ["ReceivedAt"] = at,
                ["ContactId"] = $"player-{number}",
                ["DeliveryId"] = "d",
                ["Data"] = $$"""{"x":"{{new string('x', DataBytes)}}"}""",
            };
            return new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
        });
        foreach (TableTransactionAction[] hundred in rows.Chunk(100))
            await app.Tables.Events.SubmitTransactionAsync(hundred);
    }
}
