using Microsoft.AspNetCore.Html;

namespace Webhooks.Functions.Dashboard;

/// <summary>The page's style and script: ours, so the only texts that are markup as they are.</summary>
internal static class PageFile
{
    public static readonly IHtmlContent Style = Read("page.css");
    public static readonly IHtmlContent Script = Read("page.js");

    private static HtmlString Read(string name)
    {
        using Stream stream = typeof(PageFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The file {name} is not in the assembly.");
        using StreamReader reader = new(stream);
        return new HtmlString(reader.ReadToEnd());
    }
}
