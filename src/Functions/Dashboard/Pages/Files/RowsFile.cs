using System.Globalization;
using System.Net;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Api;
using Webhooks.Functions.Http;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages.Files;

/// <summary>Rows as a file; or a page with links to its parts where one answer does not hold it.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Name">The file's name, without its extension.</param>
/// <param name="Address">Where it is had from.</param>
/// <param name="Write">Writes rows.</param>
internal sealed record RowsFile<T>(
    string Title, string Name, string Address, IReadOnlyList<T> Rows, Func<IEnumerable<T>, Csv> Write)
{
    public async Task<HttpResponseData> AnswerAsync(HttpRequestData request, PageSession session)
    {
        int parts = Math.Max(1, (Rows.Count + FileParts.MaxRows - 1) / FileParts.MaxRows);
        string? asked = UrlEncoded.Query(request)["part"];
        if (parts > 1 && asked is null)
        {
            PartsModel model = new(Title, Address, Rows.Count, parts);
            return await PageResponse.OfAsync(
                request, HttpStatusCode.OK, "Parts", null, PartsPage.Create(model), session);
        }

        int part = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? Math.Clamp(number, 1, parts)
            : 1;
        string suffix = parts == 1 ? "" : $"-{part}";
        return Write(Rows.Skip((part - 1) * FileParts.MaxRows).Take(FileParts.MaxRows))
            .ToFile(request, $"{Name}{suffix}.csv");
    }
}
