namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>A wrapping that a send is not documented to come in, but does.</summary>
/// <param name="Name">Its name, short and stable.</param>
/// <param name="Example">What it looks like; nothing of a delivery.</param>
internal sealed record Envelope(string Name, string Example)
{
    /// <summary>A text that holds the JSON, or a text in an array or a member.</summary>
    public static readonly Envelope DoubleEncoded = new("double-encoded", """ "{\"login\": …}" """.Trim());

    /// <summary>A form or query that has the JSON in one of its fields.</summary>
    public static readonly Envelope JsonInField = new("json-in-field", """payload={"login": …}""");

    /// <summary>A form or query that has the JSON for a name.</summary>
    public static readonly Envelope JsonAsName = new("json-as-name", """{"login": …}=""");

    /// <summary>An object around the JSON.</summary>
    public static readonly Envelope JsonInMember = new("json-in-member", """{"payload": {"login": …}}""");

    /// <summary>Several objects, one a line.</summary>
    public static readonly Envelope Lines = new("json-lines", """{"login": …} {"login": …}""");

    /// <summary>JSON but for a comma, a space or the quotes around an id.</summary>
    public static readonly Envelope AlmostJson = new("almost-json", """{"login": u-1, …,}""");

    /// <summary>A <c>multipart/form-data</c> body.</summary>
    public static readonly Envelope Multipart = new("multipart", """form-data; name="payload" """.Trim());

    /// <summary>A form whose content type says JSON.</summary>
    public static readonly Envelope FormAsJson = new("form-as-json", "login=…&time=…");

    /// <summary>A form or query whose ampersands are HTML's, escaped, or semicolons.</summary>
    public static readonly Envelope AmpersandEntity = new("ampersand-entity", "login=…&amp;time=…");

    /// <summary>The template's names in other letters.</summary>
    public static readonly Envelope OtherSpelling = new("other-spelling", """{"Login": …, "CampaignName": …}""");

    /// <summary>A query that was appended to a URL that had one.</summary>
    public static readonly Envelope SecondQuestionMark = new("second-question-mark", "?brand=…?login=…");
}
