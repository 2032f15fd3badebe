using System.Text;
using System.Text.RegularExpressions;

namespace Quorate.Etcd.Tests.Differential;

/// <summary>
/// The JSON gateway beside the real etcd's: the same bodies, byte for byte, but for the reviewed differences.
/// </summary>
public sealed class GatewayComparisonTests
{
    private static readonly (string Path, string Body)[] Requests =
    [
        ("/v3/kv/put", """{"key":"Zm9v","value":"YmFy"}"""),
        ("/v3beta/kv/put", """{"key":"Zm9v","value":"YmFyMg==","prev_kv":true}"""),
        ("/v3alpha/kv/put", """{"key":"Zm9v","value":"YmFy"}"""),
        ("/v3/kv/range", """{"key":"Zm9v","unknown":1}"""),
        ("/v3/kv/range", """{"key":"Zm9v","sort_order":"DESCEND","sort_target":1,"limit":"5","revision":2}"""),
        ("/v3/kv/range", """{"key":"Zm9v","sortOrder":"ASCEND","sortTarget":"VERSION","countOnly":true}"""),
        ("/v3/kv/range", """{"key":"AA==","range_end":"AA==","limit":1}"""),
        ("/v3/kv/range", """{"key":null,"range_end":"AA=="}"""),
        ("/v3/kv/range", """{"key":""}"""),
        ("/v3/kv/range", ""),
        ("/v3/kv/range", """{"key":"Zm9v","revision":"999"}"""),
        ("/v3/kv/put", """{"key":"Zm9v","lease":"77"}"""),
        ("/v3/kv/put", """{"key":"bm8=","ignore_value":true}"""),
        ("/v3/kv/txn", """
            {"compare":[{"key":"Zm9v","target":"VERSION","version":"2"}],
             "success":[{"request_put":{"key":"Zm9v","value":"eA==","prev_kv":true}},{"requestRange":{"key":"Zm9v"}}]}
            """),
        ("/v3/kv/txn", """
            {"compare":[{"key":"Zm9v","result":"GREATER","target":"CREATE","create_revision":"9"}],
             "failure":[{"request_delete_range":{"key":"Zm9v","prev_kv":true}},
                        {"request_txn":{"success":[{"request_range":{"key":"Zm9v"}}]}}]}
            """),
        ("/v3/kv/txn", """{"success":[{"request_put":{"key":"YQ=="}},{"request_put":{"key":"YQ=="}}]}"""),
        ("/v3/kv/deleterange", """{"key":"Zm9v","prev_kv":true}"""),
        ("/v3/kv/put", """{"key":"YQ==","value":"/+8="}"""),
        ("/v3/kv/deleterange", """{"key":"AA==","range_end":"AA==","prev_kv":true}"""),
        ("/v3/kv/compaction", """{"revision":"4","physical":true}"""),
        ("/v3/kv/compaction", """{"revision":"4"}"""),
        ("/v3/kv/compaction", """{"revision":"400"}"""),
        ("/v3/kv/range", """{"key":"Zm9v","revision":"2"}"""),
    ];

    /// <summary>What is malformed is refused alike, in the words of each one's JSON library.</summary>
    private static readonly (string Path, string Body)[] Malformed =
    [
        ("/v3/kv/range", "{"),
        ("/v3/kv/range", "[]"),
        ("/v3/kv/range", """{"key":5}"""),
        ("/v3/kv/range", """{"key":"***"}"""),
        ("/v3/kv/range", """{"key":"Zm9v","limit":1.5}"""),
        ("/v3/kv/range", """{"key":"Zm9v","limit":"abc"}"""),
        ("/v3/kv/range", """{"key":"Zm9v","sort_order":"FOO"}"""),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryBodyIsTheOneOfTheRealGateway()
    {
        await using var etcd = await EtcdProcess.StartAsync(Stop);
        var quorate = new EtcdFixture();
        await quorate.InitializeAsync();
        await using var ours = quorate;
        using var http = new HttpClient();
        foreach (var (path, body) in Requests)
        {
            var expected = await PostAsync(http, etcd.Address + path, body);
            Assert.Equal(expected, await PostAsync(http, quorate.Address + path, body));
        }

        foreach (var (path, body) in Malformed)
        {
            var expected = await PostAsync(http, etcd.Address + path, body);
            var actual = await PostAsync(http, quorate.Address + path, body);
            Assert.Equal(expected.Code, actual.Code);
            Assert.EndsWith("\"code\":3}", expected.Text, StringComparison.Ordinal);
            Assert.EndsWith("\"code\":3}", actual.Text, StringComparison.Ordinal);
        }
    }

    private static async Task<(int Code, string Text)> PostAsync(HttpClient http, string address, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(address, content, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        var identity = "\"(cluster_id|member_id|raft_term)\":\"[0-9]+\"";
        return ((int)response.StatusCode, Regex.Replace(text, identity, "\"$1\":\"-\""));
    }
}
