namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>One member of the template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="QuotedName">Its name in quotes, UTF-8, as it stands in a body.</param>
/// <param name="InQuotes">The value may be any text between quotes.</param>
/// <param name="Bare">The value may be digits without quotes, or nothing at all.</param>
/// <param name="Constant">The value where it is no tag but always the same: as it stands between the quotes; else null.</param>
internal sealed record TemplateMember(string Name, byte[] QuotedName, bool InQuotes, bool Bare, byte[]? Constant);
