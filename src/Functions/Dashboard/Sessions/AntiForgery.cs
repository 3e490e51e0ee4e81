using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Html;
using Webhooks.Functions.Http;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Sessions;

/// <summary>
/// Makes sure that a form was on our own page: it holds a value that only a page of this session can hold. The cookie
/// is SameSite=Strict besides, so another site's form would come without a session at all.
/// </summary>
internal static class AntiForgery
{
    private const string Name = "token";

    /// <summary>The hidden field.</summary>
    public static IHtmlContent Field(PageSession session) => new HtmlFormattableString(
        "<input type=\"hidden\" name=\"{0}\" value=\"{1}\">", Name, ValueOf(session));

    /// <summary>Whether a form has it.</summary>
    public static bool IsValid(PageSession session, UrlEncoded form) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(ValueOf(session)), Encoding.UTF8.GetBytes(form[Name] ?? ""));

    private static string ValueOf(PageSession session) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(session.Token), "form"u8));
}
