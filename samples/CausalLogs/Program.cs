using CausalLogs;

// Two services whose wall clocks disagree by seconds serve three orders; their merged log is printed in both orders.
var records = await Demonstration.RunAsync(orders: 3, disagreement: TimeSpan.FromSeconds(4));
Demonstration.Print("By wall clock: effects stand before their causes", records.OrderBy(record => record.Wall));
Demonstration.Print("By causal time: what happened", records.Order());
