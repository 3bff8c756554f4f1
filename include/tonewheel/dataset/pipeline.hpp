#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tonewheel {

/// Runs items through three stages: `produce(Item&) -> bool` (false: no more) and `consume(Item&)`
/// on the calling thread, in order; `transform(Item&)` on `threads` others, in any order. Items are
/// reused, 2 x threads + 1 of them (1 for threads = 1, all on the calling thread): memory is
/// bounded by that many. The first exception in item order is thrown, after all earlier items were
/// consumed, so what is seen does not depend on `threads`.
template <class Item, class Produce, class Transform, class Consume>
void run_pipeline(std::size_t threads, Produce produce, Transform transform, Consume consume) {
  if (threads <= 1) {
    Item item;
    while (produce(item)) {
      transform(item);
      consume(item);
    }
    return;
  }
  enum class State : unsigned char { empty, filled, taken, done };
  struct Slot {
    Item item;
    State state = State::empty;
    std::exception_ptr failure;
  };
  std::vector<Slot> slots(2 * threads + 1);
  std::mutex mutex;
  std::condition_variable work_ready;
  std::condition_variable slot_done;
  std::size_t next_work = 0;  // slots are taken round robin, so in item order
  bool stopping = false;

  const auto work = [&] {
    std::unique_lock lock(mutex);
    for (;;) {
      work_ready.wait(lock, [&] { return stopping || slots[next_work].state == State::filled; });
      if (stopping) {
        return;
      }
      Slot& slot = slots[next_work];
      next_work = (next_work + 1) % slots.size();
      slot.state = State::taken;
      lock.unlock();
      try {
        transform(slot.item);
      } catch (...) {
        slot.failure = std::current_exception();
      }
      lock.lock();
      slot.state = State::done;
      slot_done.notify_one();
    }
  };

  // Joins the workers on every way out.
  struct Workers {
    std::mutex& mutex;
    std::condition_variable& work_ready;
    bool& stopping;
    std::vector<std::thread> list;
    ~Workers() {
      {
        const std::lock_guard lock(mutex);
        stopping = true;
      }
      work_ready.notify_all();
      for (std::thread& thread : list) {
        thread.join();
      }
    }
  } workers{mutex, work_ready, stopping, {}};
  for (std::size_t i = 0; i < threads; ++i) {
    workers.list.emplace_back(work);
  }

  std::size_t head = 0;  // next slot to fill
  std::size_t tail = 0;  // oldest slot in flight
  std::size_t in_flight = 0;
  std::exception_ptr produce_failure;
  bool more = true;
  while (more || in_flight > 0) {
    if (more && in_flight < slots.size()) {
      try {
        more = produce(slots[head].item);
      } catch (...) {
        produce_failure = std::current_exception();
        more = false;
      }
      if (more) {
        {
          const std::lock_guard lock(mutex);
          slots[head].state = State::filled;
        }
        work_ready.notify_one();
        head = (head + 1) % slots.size();
        ++in_flight;
      }
      continue;
    }
    Slot& oldest = slots[tail];
    {
      std::unique_lock lock(mutex);
      slot_done.wait(lock, [&] { return oldest.state == State::done; });
      oldest.state = State::empty;
    }
    if (oldest.failure) {
      std::rethrow_exception(oldest.failure);
    }
    consume(oldest.item);
    tail = (tail + 1) % slots.size();
    --in_flight;
  }
  if (produce_failure) {
    std::rethrow_exception(produce_failure);
  }
}

}  // namespace tonewheel
