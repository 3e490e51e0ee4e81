using Webhooks.Host.Tests.Hosting;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Host.Tests.Cases;

/// <summary>Bodies of any size have an answer that says what to do, with a length or without one.</summary>
[Collection(Hosts.Shared)]
public sealed class SizeTests(Hosts hosts)
{
    private const int Cap = 4 * Sizes.MiB;

    [Theory]
    [OnEachHost(false)]
    [OnEachHost(true)]
    public async Task Default_cap_is_held(HostKind host, bool chunked)
    {
        Visitor visitor = await hosts.OnAsync(host);

        await Sizes.AreAnsweredAsync(visitor, chunked, (Cap, 200), (Cap + 1, 413), (70 * Sizes.MiB, 413));
        if (LongTests.AreOn)
        {
            await Sizes.AreAnsweredAsync(
                visitor, chunked, (17 * Sizes.MiB, 413), (30 * Sizes.MiB, 413), (64 * Sizes.MiB, 413));
        }
    }
}
