using Webhooks.Host.Tests.Hosting;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Host.Tests.Cases;

/// <summary>As <see cref="SizeTests"/>, where the cap is as high as may be.</summary>
[Collection(TunedHosts.Name)]
public sealed class RaisedSizeTests(TunedHosts hosts)
{
    private const int Cap = TunedHosts.MaxBodyBytes;

    [Theory, OnEachHost]
    public async Task Raised_cap_is_held(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);

        await Sizes.AreAnsweredAsync(visitor, chunked: true, (Cap, 200));
        await Sizes.AreAnsweredAsync(visitor, chunked: false, (Cap + 1, 413));
        foreach (bool chunked in LongTests.AreOn ? (bool[])[false, true] : [])
        {
            await Sizes.AreAnsweredAsync(
                visitor,
                chunked,
                (17 * Sizes.MiB, 200), (30 * Sizes.MiB, 200), (Cap, 200), (Cap + 1, 413), (70 * Sizes.MiB, 413));
        }
    }
}
