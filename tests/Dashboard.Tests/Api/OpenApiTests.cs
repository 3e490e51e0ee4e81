using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.Tools.Azurite;

namespace Webhooks.Dashboard.Tests.Api;

[Collection(PageGroup.Name)]
public sealed class OpenApiTests(PageFixture app)
{
    private readonly JsonElement _document =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "openapi.json"))).RootElement;

    [Fact]
    public async Task Every_http_function_is_described_and_every_description_is_a_function()
    {
        JsonElement functions = await app.Http.GetFromJsonAsync<JsonElement>("admin/functions");
        List<string> running = [];
        foreach (JsonElement function in functions.EnumerateArray())
        {
            if (!function.TryGetProperty("invoke_url_template", out JsonElement url)
                || url.GetString() is not { Length: > 0 } template)
                continue;
            running.Add(Uri.UnescapeDataString(new Uri(template).AbsolutePath)[4..]);
        }

        Assert.True(
            running.RemoveAll(path => path.Contains("{*path", StringComparison.Ordinal)) == 1,
            "What answers to all other paths is none of them.");

        Assert.Equal(
            running.Order(StringComparer.Ordinal),
            _document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Answers_are_as_described()
    {
        DescribedAnswers described = new(_document);
        List<string> violations = [];
        int checkedAnswers = 0;
        foreach ((string path, JsonElement operation) in Reads())
        {
            string query = string.Join('&', operation.GetProperty("parameters").EnumerateArray()
                .Where(parameter => parameter.TryGetProperty("example", out _))
                .Select(parameter => $"{parameter.GetProperty("name")}={parameter.GetProperty("example")}"));
            foreach (string address in (string[])[$"{path}?{query}", $"{path}?{query}&nonsense=1"])
            {
                using HttpResponseMessage answer = await app.Http.GetAsync($"api{address}");
                string status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
                string media = answer.Content.Headers.ContentType?.MediaType ?? "";
                if (!operation.GetProperty("responses").TryGetProperty(status, out JsonElement response)
                    || !response.GetProperty("content").TryGetProperty(media, out JsonElement content))
                {
                    violations.Add($"{address}: {status} {media} is not described");
                    continue;
                }

                checkedAnswers++;
                violations.AddRange(described
                    .Violations(content.GetProperty("schema"), await answer.Content.ReadFromJsonAsync<JsonElement>())
                    .Select(violation => $"{address}: {violation}"));
            }
        }

        Assert.Empty(violations);
        Assert.Equal(16, checkedAnswers);
    }

    private IEnumerable<(string Path, JsonElement Operation)> Reads() =>
        from path in _document.GetProperty("paths").EnumerateObject()
        where !path.Name.Contains('{', StringComparison.Ordinal) && !path.Name.StartsWith(
            "/dashboard", StringComparison.Ordinal) && !path.Name.StartsWith("/webhooks", StringComparison.Ordinal)
        from operation in path.Value.EnumerateObject()
        where operation.Name == "get"
        select (path.Name, WithParameters(operation.Value));

    private static JsonElement WithParameters(JsonElement operation) => operation.TryGetProperty("parameters", out _)
        ? operation
        : JsonSerializer.SerializeToElement(
        operation.EnumerateObject().ToDictionary(property => property.Name, property => (object)property.Value)
            .Append(new("parameters", Array.Empty<object>())).ToDictionary());
}
