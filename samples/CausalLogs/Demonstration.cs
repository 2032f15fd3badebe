using System.Globalization;

namespace CausalLogs;

/// <summary>The shop asks the store for each order; the store asks the shop for the price before it answers.</summary>
internal static class Demonstration
{
    /// <summary>Serves orders, one after the other, and returns the records of both logs.</summary>
    /// <param name="orders">How many.</param>
    /// <param name="disagreement">By how much the shop's wall clock is ahead of the store's.</param>
    public static async Task<IReadOnlyList<LogRecord>> RunAsync(int orders, TimeSpan disagreement)
    {
        var (shop, shopLog) = Service.Create("shop", disagreement / 2);
        var (store, storeLog) = Service.Create("store", -disagreement / 2);
        await using (shop)
        await using (store)
        {
            MapShop(shop, store);
            MapStore(store, shop);
            await store.StartAsync();
            await shop.StartAsync();
            using var customer = new HttpClient();
            for (var order = 1; order <= orders; order++)
            {
                using var answer = await customer.PostAsync(Route(shop, $"orders/{order}"), content: null);
                answer.EnsureSuccessStatusCode();
            }
        }

        return [.. shopLog.Records, .. storeLog.Records];
    }

    /// <summary>Prints records in the order given.</summary>
    public static void Print(string title, IEnumerable<LogRecord> records)
    {
        Console.WriteLine($"\n{title}\n  {"wall clock",-13} {"causal time",-30} {"log",-6} message");
        foreach (var record in records)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {record.Wall:HH:mm:ss.fff}  {record.CausalTime,-30} {record.Service,-6} {record.Message}"));
        }
    }

    private static void MapShop(WebApplication shop, WebApplication store)
    {
        var logger = shop.Services.GetRequiredService<ILoggerFactory>().CreateLogger("shop");
        var clients = shop.Services.GetRequiredService<IHttpClientFactory>();
        shop.MapPost("/orders/{order:int}", async (int order) =>
        {
            Steps.Taken(logger, order);
            await clients.CreateClient().GetStringAsync(Route(store, $"reserve/{order}"));
            Steps.Confirmed(logger, order);
        });
        shop.MapGet("/price/{order:int}", (int order) =>
        {
            Steps.Priced(logger, order);
            return "12.50";
        });
    }

    private static void MapStore(WebApplication store, WebApplication shop)
    {
        var logger = store.Services.GetRequiredService<ILoggerFactory>().CreateLogger("store");
        var clients = store.Services.GetRequiredService<IHttpClientFactory>();
        store.MapGet("/reserve/{order:int}", async (int order) =>
        {
            Steps.Looking(logger, order);
            await clients.CreateClient().GetStringAsync(Route(shop, $"price/{order}"));
            Steps.Reserved(logger, order);
            return "reserved";
        });
    }

    private static Uri Route(WebApplication service, string path) => new($"{service.Urls.First()}/{path}");
}
