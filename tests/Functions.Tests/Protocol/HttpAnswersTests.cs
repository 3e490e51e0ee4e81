using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Functions.Protocol;
using Webhooks.Functions.Tests.Http;

namespace Webhooks.Functions.Tests.Protocol;

public sealed class HttpAnswersTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("""{"type":"message.sent"},""", 200));

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("GZIP;q=1.0, br;q=0.5", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("gzip;q=0", null)]
    [InlineData("identity", null)]
    [InlineData("zstd", null)]
    [InlineData("", null)]
    [InlineData("q=;,", null)]
    [InlineData(null, null)]
    public void Long_answer_is_compressed_as_it_is_wanted(string? accepted, string? encoding)
    {
        FakeRequest request = new("GET", "/api/events");
        if (accepted is not null)
            request.With("Accept-Encoding", accepted);

        HttpResponseData answer = Answer(request, "application/json; charset=utf-8", Long);

        Assert.Equal(encoding ?? "", answer.Header("Content-Encoding"));
        Assert.Equal("Accept-Encoding", answer.Header("Vary"));
        Assert.InRange(answer.Body.Length, 1, encoding is null ? Long.Length : Long.Length / 5);
        Assert.Equal(Long, Inflated(answer, encoding));
    }

    [Theory]
    [InlineData("application/json", 900)]
    [InlineData("text/html; charset=utf-8", 5000)]
    [InlineData("application/octet-stream", 5000)]
    public void Short_answers_pages_and_bodies_are_not(string type, int length)
    {
        HttpResponseData answer = Answer(
            new FakeRequest("GET", "/api/x").With("Accept-Encoding", "br, gzip"), type, new string('x', length));

        Assert.Equal("", answer.Header("Content-Encoding"));
        Assert.Equal("", answer.Header("Vary"));
        Assert.Equal(length, answer.Body.Length);
    }

    [Fact]
    public void What_an_answer_varies_by_already_is_kept()
    {
        FakeRequest request = new FakeRequest("GET", "/api/events").With("Accept-Encoding", "br");
        HttpResponseData answer = Reply.Text(request, HttpStatusCode.OK, "text/csv", Long);
        answer.Set("Vary", "Accept");

        HttpAnswers.Finish(request, answer);

        Assert.Equal("Accept, Accept-Encoding", answer.Header("Vary"));
    }

    [Fact]
    public void Head_has_the_headers_of_the_answer_and_no_body()
    {
        HttpResponseData answer = Answer(new FakeRequest("HEAD", "/api/events"), "application/json", Long);

        Assert.Equal(0, answer.Body.Length);
        Assert.Equal($"{Long.Length}", answer.Header("Content-Length"));
        Assert.Equal("application/json", answer.Header("Content-Type"));
    }

    private static HttpResponseData Answer(FakeRequest request, string type, string body)
    {
        HttpResponseData answer = Reply.Text(request, HttpStatusCode.OK, type, body);
        HttpAnswers.Finish(request, answer);
        return answer;
    }

    private static string Inflated(HttpResponseData answer, string? encoding)
    {
        using Stream body = encoding switch
        {
            "br" => new BrotliStream(answer.Body, CompressionMode.Decompress),
            "gzip" => new GZipStream(answer.Body, CompressionMode.Decompress),
            _ => answer.Body,
        };
        using StreamReader reader = new(body, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
