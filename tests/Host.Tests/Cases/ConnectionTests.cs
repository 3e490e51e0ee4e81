using System.Globalization;
using Webhooks.Host.Tests.Hosting;

namespace Webhooks.Host.Tests.Cases;

/// <summary>Requests as old, slow or broken clients write them.</summary>
[Collection(Hosts.Shared)]
public sealed class ConnectionTests(Hosts hosts)
{
    private const string Path = "/api/webhooks/smartico?code=" + Keys.Smartico;

    private static string Length => Visitor.Send.Length.ToString(CultureInfo.InvariantCulture);

    [Theory, OnEachHost]
    public async Task HTTP_1_0_is_served(HostKind host)
    {
        string answer = await AskAsync(
            host, $"POST {Path} HTTP/1.0\r\nHost: localhost\r\nContent-Length: {Length}\r\n\r\n{Visitor.Send}");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory, OnEachHost]
    public async Task Whole_URL_in_the_request_line_is_served(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string address = $"localhost:{visitor.App.Port}";

        string answer = await AskAsync(
            host, $"POST http://{address}{Path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: "
                + $"{Length}\r\n\r\n{Visitor.Send}");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory, OnEachHost]
    public async Task Client_that_waits_to_be_asked_for_the_body_is_asked(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        using RawConnection connection = await RawConnection.OpenAsync(visitor.App);
        await connection.SendAsync(
            $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: "
            + $"close\r\nContent-Length: {Length}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100", await connection.ReadAsync(until: "\r\n\r\n"), StringComparison.Ordinal);

        await connection.SendAsync(Visitor.Send);

        Assert.Contains("HTTP/1.1 200", await connection.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory, OnEachHost]
    public async Task Two_requests_in_one_write_are_two_webhooks(HostKind host)
    {
        string request = $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Length}\r\n";

        string answer =
            await AskAsync(host, $"{request}\r\n{Visitor.Send}{request}Connection: close\r\n\r\n{Visitor.Send}");

        Assert.Equal(2, answer.Split("HTTP/1.1 200").Length - 1);
        Assert.Equal(2, answer.Split("deliveryId").Length - 1);
    }

    [Theory]
    [OnEachHost("Host: localhost\r\nContent-Length: nonsense\r\n\r\n")]
    [OnEachHost("Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n")]
    [OnEachHost("Host: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc")]
    [OnEachHost("Host: localhost\r\nno colon\r\n\r\n")]
    [OnEachHost("Content-Length: 3\r\n\r\nabc")] // HTTP/1.1 needs a Host
    public async Task What_is_not_HTTP_is_refused_by_the_host_and_never_acknowledged(
        HostKind host, string headersAndBody)
    {
        string answer = await AskAsync(host, $"POST {Path} HTTP/1.1\r\n{headersAndBody}");

        Assert.DoesNotContain("deliveryId", answer, StringComparison.Ordinal);
        Assert.Matches("^HTTP/1.1 [45]", answer);
    }

    [Theory, OnEachHost]
    public async Task Header_that_is_not_ASCII_does_no_harm(HostKind host)
    {
        string answer = await AskAsync(
            host, $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nX-Odd: caf\u00c3\u00a9\r\nConnection: "
                + $"close\r\nContent-Length: {Length}\r\n\r\n{Visitor.Send}");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory, OnEachHost]
    public async Task Headers_without_end_are_refused(HostKind host)
    {
        string answer =
            await AskAsync(host, $"GET {Path} HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 40_000)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
    }

    [Theory, OnEachHost]
    public async Task Slow_client_is_waited_for(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        using RawConnection connection = await RawConnection.OpenAsync(visitor.App);
        await connection.SendAsync(
            $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {Length}\r\n\r\n");
        foreach (char[] part in Visitor.Send.Chunk((Visitor.Send.Length / 8) + 1))
        {
            await Task.Delay(250); // what is tested is the waiting itself
            await connection.SendAsync(new string(part));
        }

        Assert.StartsWith("HTTP/1.1 200", await connection.ReadAsync(), StringComparison.Ordinal);
    }

    [Theory, OnEachHost]
    public async Task Stalled_body_is_given_up_within_seconds_and_not_acknowledged(HostKind host)
    {
        string answer = await AskAsync(
            host, $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Length}\r\n\r\n{{\"login\"");

        Assert.DoesNotContain("HTTP/1.1 2", answer, StringComparison.Ordinal);
    }

    [Theory]
    [OnEachHost("")]
    [OnEachHost("{\"login\":")]
    public async Task Client_that_hangs_up_is_no_error_of_the_app_in_the_log(HostKind host, string begun)
    {
        Visitor visitor = await hosts.OnAsync(host);
        int place = visitor.App.Output.Count;
        using (RawConnection connection = await RawConnection.OpenAsync(visitor.App))
            await connection.SendAsync(
                $"POST {Path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Length}\r\n\r\n{begun}");

        await visitor.SettledAsync("smartico", await visitor.SmarticoAsync());

        Assert.DoesNotContain(
            visitor.App.Output.Since(place), line => line.Contains("Webhooks.", StringComparison.Ordinal));
    }

    private async Task<string> AskAsync(HostKind host, string request)
    {
        Visitor visitor = await hosts.OnAsync(host);
        using RawConnection connection = await RawConnection.OpenAsync(visitor.App);
        await connection.SendAsync(request);
        return await connection.ReadAsync();
    }
}
