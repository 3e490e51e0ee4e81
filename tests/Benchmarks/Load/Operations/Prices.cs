namespace Webhooks.Benchmarks.Load.Operations;

/// <summary>
/// List prices of a general-purpose v2 account, LRS, US East, in dollars:
/// https://azure.microsoft.com/pricing/details/storage/queues/ and
/// https://azure.microsoft.com/pricing/details/storage/tables/.
/// </summary>
internal static class Prices
{
    public const double QueueOperation = 0.004 / 10_000;
    public const double TableOperation = 0.00036 / 10_000;

    /// <summary>The arithmetic, in full.</summary>
    /// <param name="queue">Queue operations for each webhook.</param>
    /// <param name="tables">Table operations for each webhook, an entity group transaction being one.</param>
    public static string PerMillion(double queue, double tables)
    {
        double dollars = 1_000_000 * ((queue * QueueOperation) + (tables * TableOperation));
        return $"10⁶ × ({queue:0.0000} × $0.004 + {tables:0.0000} × $0.00036) / 10⁴ = ${dollars:0.0000}";
    }
}
