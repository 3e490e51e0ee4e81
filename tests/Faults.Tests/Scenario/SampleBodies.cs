using System.Text;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>Webhooks as the vendors send them.</summary>
internal static class SampleBodies
{
    /// <summary>A day in the past; what is new falls on others.</summary>
    public static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string Noise = MakeNoise(1_000_000);

    /// <summary>A SmartReach webhook of opened mails, one per time.</summary>
    public static byte[] Opened(int prospect, params DateTimeOffset[] times)
    {
        string items = string.Join(',', times.Select((time, i) => $$$"""
            {"prospect":{"prospect_id":{{{prospect + i}}},"email":"p{{{prospect + i}}}@example.com"},
            "activity":{"created_at":{{{time.ToUnixTimeMilliseconds()}}},"campaign_name":"Spring","campaign_step_name":"Day {{{i % 3}}}"}}
            """));
        return Encoding.UTF8.GetBytes(
            $$$"""{"metadata":{"event_type":"activity.email.opened","webhook_id":7},"data":[{{{items}}}]}""");
    }

    /// <summary>A Smartico webhook of one message.</summary>
    public static byte[] Sent(string user, DateTimeOffset time, string channel = "SMS") => Encoding.UTF8.GetBytes(
        $$"""{"login":"{{user}}","time":{{time.ToUnixTimeMilliseconds()}},"channel":"{{channel}}","campaign_name":"RND","view_url":"https://example.com/{{user}}"}""");

    /// <summary>
    /// One that fits no message, since it hardly compresses; of a million characters, not one row either.
    /// </summary>
    public static byte[] Large(string user, DateTimeOffset time, int length) => Encoding.UTF8.GetBytes(
        $$"""{"login":"{{user}}","time":{{time.ToUnixTimeMilliseconds()}},"channel":"Email","campaign_name":"RND","note":"{{Noise[..length]}}"}""");

    private static string MakeNoise(int length)
    {
        Random random = new(7);
        byte[] bytes = new byte[length * 3 / 4];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }
}
