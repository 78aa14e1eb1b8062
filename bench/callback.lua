-- What wrk posts: OpenIM's callback, each with an operationID of its own, so that none is dropped as a duplicate.
-- With an argument: milliseconds that each connection waits before a request, for a steady rate.

local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("id", threads)
end

function init(args)
  run = os.time() .. "-" .. id
  count = 0
  pause = tonumber(args[1]) or 0
end

function delay()
  return pause
end

function request()
  count = count + 1
  wrk.headers["Content-Type"] = "application/json; charset=utf-8"
  wrk.headers["Operationid"] = run .. "-" .. count
  return wrk.format("POST", nil, nil, string.format(
    '{"callbackCommand":"callbackAfterTransferGroupOwnerCommand","groupID":"%s-%d",'
      .. '"oldOwnerUserID":"userOld123","newOwnerUserID":"userNew456"}\n', run, count))
end

-- wrk counts other statuses by itself; a failure in an envelope has one.
function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %d %d\n",
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
