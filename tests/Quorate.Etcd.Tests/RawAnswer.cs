using System.Net;
using Quorate.Etcd.Grpc;

namespace Quorate.Etcd.Tests;

/// <summary>What came back for a call.</summary>
internal sealed record RawAnswer(HttpStatusCode Http, GrpcStatus Status, byte[] Body, bool IsTrailersOnly);
