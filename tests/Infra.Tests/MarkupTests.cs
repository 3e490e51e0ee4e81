using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>
/// Whatever a vendor sent is text on the page: Razor encodes each value, unless it is told that it is markup. Nobody
/// may tell it so but the one file that holds our own style and script.
/// </summary>
public sealed class MarkupTests
{
    private static readonly string[] Ways = ["Html.Raw", "HtmlString(", "AppendHtml(", "WriteLiteral("];

    [Fact]
    public void No_text_is_taken_for_markup_but_our_own_style_and_script()
    {
        string[] found =
        [
            .. RepositoryFile.All("src/Functions", "*.cshtml").Concat(RepositoryFile.All("src/Functions", "*.cs"))
                .Where(file => Ways.Any(way => RepositoryFile.Text(file).Contains(way, StringComparison.Ordinal))),
        ];

        Assert.Equal(["src/Functions/Dashboard/PageFile.cs"], found);
    }

    [Fact]
    public void No_page_has_a_style_or_a_script_of_its_own()
    {
        foreach (string page in RepositoryFile.All("src/Functions", "*.cshtml")
            .Where(file => !file.EndsWith("/Layout.cshtml", StringComparison.Ordinal)))
        {
            string text = RepositoryFile.Text(page);
            Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("style=", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch(@"\son[a-z]+=", text);
        }
    }
}
