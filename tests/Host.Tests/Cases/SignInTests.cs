using System.Net;
using System.Text.RegularExpressions;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;

namespace Webhooks.Host.Tests.Cases;

/// <summary>The page where keys are asked for: who gets in, how far, and for how long.</summary>
[Collection(Hosts.Shared)]
public sealed partial class SignInTests(Hosts hosts)
{
    private const string Look = "api/dashboard";
    private const string Act = "api/dashboard/operator";

    [Theory]
    [OnEachHost(Look, null)]
    [OnEachHost(Look, "wrong")]
    [OnEachHost(Look, Keys.Operator)]
    [OnEachHost(Act, null)]
    [OnEachHost(Act, Keys.Dashboard)]
    [OnEachHost(Act, Keys.Smartico)]
    public async Task Without_its_own_key_a_door_stays_shut_with_the_hosts_bare_answer(
        HostKind host, string door, string? key)
    {
        Visitor visitor = await hosts.OnAsync(host);

        (HttpResponseMessage byAddress, string body) = await AskAsync(
            visitor, HttpMethod.Get, key is null ? door : $"{door}?code={key}");
        (HttpResponseMessage byHeader, _) = await AskAsync(visitor, HttpMethod.Post, door, key: key);

        Assert.Equal((HttpStatusCode.Unauthorized, ""), (byAddress.StatusCode, body));
        Assert.Equal(HttpStatusCode.Unauthorized, byHeader.StatusCode);
        Assert.All(
            [byAddress, byHeader],
            answer => Assert.False(answer.Headers.Contains("Set-Cookie") || answer.Headers.Contains("Retry-After")));
    }

    [Theory, OnEachHost]
    public async Task Page_without_a_session_answers_401_itself_with_a_way_in(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);

        foreach (string? cookie in (string?[])[null, "webhooks-session=made-up"])
        {
            (HttpResponseMessage answer, string body) = await AskAsync(
                visitor, HttpMethod.Get, "api/dashboard/view", cookie);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("Function key", body, StringComparison.Ordinal);
            (answer, _) = await AskAsync(
                visitor, HttpMethod.Post, "api/dashboard/replay", cookie, form: "vendor=smartico&reason=x");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Theory, OnEachHost]
    public async Task Key_in_the_address_or_a_header_starts_a_session_and_is_gone_from_the_address(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);

        (HttpResponseMessage answer, _) = await AskAsync(visitor, HttpMethod.Get, $"{Look}?code={Keys.Dashboard}");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.EndsWith("/api/dashboard/view", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        string set = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.All(
            (string[])["httponly", "samesite=strict", "path=/api/dashboard"],
            part => Assert.Contains(part, set, StringComparison.OrdinalIgnoreCase));
        foreach (string page in (string[])["view", "rejected", "counts.csv"])
        {
            (answer, _) = await AskAsync(visitor, HttpMethod.Get, $"api/dashboard/{page}", set.Split(';')[0]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }

        (answer, _) = await AskAsync(visitor, HttpMethod.Post, Look, key: Keys.Dashboard);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Theory, OnEachHost]
    public async Task Session_to_look_cannot_act_and_one_to_act_needs_the_forms_token_and_ends_when_signed_out(
        HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string id = await visitor.SmarticoAsync("""{"login":"broken" """);
        await visitor.SettledAsync("smartico", id);

        string looking = await SignInAsync(visitor, Look, Keys.Dashboard);
        Assert.Equal(HttpStatusCode.Forbidden, await ReplayAsync(visitor, looking, id));
        string acting = await SignInAsync(visitor, Act, Keys.Operator);
        Assert.Equal(HttpStatusCode.Forbidden, await ReplayAsync(visitor, acting, id, token: "x"));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await ReplayAsync(visitor, acting, id, token: await TokenAsync(visitor, looking)));
        Assert.Equal(HttpStatusCode.OK, await ReplayAsync(visitor, acting, id));

        (HttpResponseMessage answer, _) = await AskAsync(
            visitor,
            HttpMethod.Post,
            "api/dashboard/signout",
            acting,
            form: $"token={await TokenAsync(visitor, acting)}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        (answer, _) = await AskAsync(visitor, HttpMethod.Get, "api/dashboard/view", acting);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory, OnEachHost]
    public async Task Rotated_key_opens_the_old_one_does_not_and_a_session_of_before_goes_on(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string before = await SignInAsync(visitor, Act, Keys.Operator);
        try
        {
            visitor.App.RotateKey("DashboardOperator", "rotated-key-0123456789");
            await Eventually.TrueAsync(
                "the old key is refused",
                async () => await StatusAsync(Keys.Operator) == HttpStatusCode.Unauthorized,
                context: () => visitor.App.Output.ToString());

            Assert.Equal(HttpStatusCode.SeeOther, await StatusAsync("rotated-key-0123456789"));
            (HttpResponseMessage answer, _) = await AskAsync(visitor, HttpMethod.Get, "api/dashboard/view", before);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            visitor.App.RotateKey("DashboardOperator", Keys.Operator);
            await Eventually.TrueAsync(
                "the first key is good again", async () => await StatusAsync(Keys.Operator) == HttpStatusCode.SeeOther);
        }

        async Task<HttpStatusCode> StatusAsync(string key) =>
            (await AskAsync(visitor, HttpMethod.Get, $"{Act}?code={key}")).Answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ReplayAsync(
        Visitor visitor, string session, string id, string? token = null)
    {
        token ??= await TokenAsync(visitor, session);
        return (await AskAsync(
            visitor, HttpMethod.Post, "api/dashboard/replay", session, form: $"id={id}&token={token}"))
            .Answer.StatusCode;
    }

    private static async Task<string> TokenAsync(Visitor visitor, string session)
    {
        (_, string page) = await AskAsync(visitor, HttpMethod.Get, "api/dashboard/view", session);
        return Token().Match(page).Groups[1].Value;
    }

    private static async Task<string> SignInAsync(Visitor visitor, string door, string key)
    {
        (HttpResponseMessage answer, _) = await AskAsync(visitor, HttpMethod.Get, $"{door}?code={key}");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    // As a browser does it, but that it follows no redirect and sends the cookie where there is no TLS.
    private static async Task<(HttpResponseMessage Answer, string Body)> AskAsync(
        Visitor visitor,
        HttpMethod method,
        string path,
        string? cookie = null,
        string? key = null,
        string? form = null)
    {
        using HttpClientHandler handler = new() { AllowAutoRedirect = false, UseCookies = false };
        using HttpClient http = new(handler) { BaseAddress = visitor.App.Http.BaseAddress };
        using HttpRequestMessage request = new(method, path);
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("x-functions-key", key);
        if (form is not null)
            request.Content = new StringContent(form, null, "application/x-www-form-urlencoded");
        HttpResponseMessage answer = await http.SendAsync(request);
        return (answer, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"token\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Token();
}
