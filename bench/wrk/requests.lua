-- What both scripts share: who asks, and the figures at the end.
-- BENCH_ACTORS names a file with a line "<User ID> <access token>" an organisation.

local requests = {}

function requests.actors(first, last)
   local actors = {}
   for line in io.lines(os.getenv("BENCH_ACTORS")) do
      local user, token = line:match("(%S+) (%S+)")
      if tonumber(user) >= first and tonumber(user) <= last then
         actors[#actors + 1] = {
            ["Authorization"] = "Bearer " .. token,
            ["Login-As"] = user,
            ["Content-Type"] = "application/json",
            ["Accept"] = "application/json",
         }
      end
   end
   math.randomseed(os.time())
   return actors
end

-- At a steady rate each connection pauses for a random time, of this mean, before a request.
local pause = tonumber(os.getenv("BENCH_PAUSE_MS") or "")
if pause then
   function delay()
      return math.floor(-pause * math.log(1 - math.random()))
   end
end

function requests.done(summary, latency)
   local errors = summary.errors
   print(string.format(
      'FIGURES {"requests": %d, "seconds": %f, "p50_ms": %f, "p99_ms": %f, "failed": %d}',
      summary.requests, summary.duration / 1e6,
      latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
      errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end

return requests
