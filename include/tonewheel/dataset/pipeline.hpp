#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace tonewheel {

namespace detail {

/// The state that the threads of run_pipeline share; each runs work(). An item is made, and where
/// possible consumed, by the thread that owns it: its memory stays in one core's cache.
template <class Item, class Produce, class Transform, class Consume>
class Pipeline {
 public:
  Pipeline(std::size_t threads, Produce& produce, Transform& transform, Consume& consume)
      : produce_(produce),
        transform_(transform),
        consume_(consume),
        slots_(slots_each * threads),
        queue_(slots_.size()) {}

  /// Of thread `number` from 0: takes what is to be done next until nothing is left. That is to
  /// consume the oldest item if it is the thread's own, else to produce one and transform it, else
  /// to consume another's.
  void work(std::size_t number) {
    const std::span<Slot> own = std::span(slots_).subspan(slots_each * number, slots_each);
    std::unique_lock lock(mutex_);
    while (!stopped_) {
      Slot* const ready = ready_slot();
      Slot* const idle = more_ && !producing_ ? idle_slot(own) : nullptr;
      if (ready != nullptr && (idle == nullptr || ready->owner == number)) {
        consume_oldest(lock);
      } else if (idle != nullptr) {
        idle->owner = number;
        produce_next(*idle, lock);
      } else if (!more_ && oldest_ == next_) {
        stop();
      } else {
        changed_.wait(lock);
      }
    }
  }
  /// Lets the threads end after what they are at.
  void stop() {
    stopped_ = true;
    changed_.notify_all();
  }
  void stop_from_outside() {
    const std::lock_guard lock(mutex_);
    stop();
  }
  /// After all threads have ended.
  void rethrow() const {
    if (failure_ || produce_failure_) {
      std::rethrow_exception(failure_ ? failure_ : produce_failure_);
    }
  }

 private:
  struct Slot {
    Item item;
    std::size_t owner = 0;  ///< number of a thread
    bool queued = false;
    bool done = false;  ///< transformed
    std::exception_ptr failure;
  };
  static constexpr std::size_t slots_each = 2;  ///< one to fill while the other waits for its turn

  [[nodiscard]] Slot& oldest() { return *queue_[oldest_ % queue_.size()]; }
  /// That of the oldest item, if it can be consumed now.
  [[nodiscard]] Slot* ready_slot() {
    return !consuming_ && oldest_ < next_ && oldest().done ? &oldest() : nullptr;
  }
  [[nodiscard]] static Slot* idle_slot(std::span<Slot> slots) {
    const auto found = std::ranges::find(slots, false, &Slot::queued);
    return found != slots.end() ? &*found : nullptr;
  }

  /// Runs one call without the lock; what it throws is returned.
  template <class Call>
  static std::exception_ptr run(std::unique_lock<std::mutex>& lock, Call call) {
    lock.unlock();
    std::exception_ptr failure;
    try {
      call();
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    return failure;
  }

  void consume_oldest(std::unique_lock<std::mutex>& lock) {
    Slot& slot = oldest();
    failure_ = slot.failure;
    if (!failure_) {
      consuming_ = true;
      failure_ = run(lock, [&] { consume_(slot.item); });
      consuming_ = false;
    }
    slot.queued = false;
    slot.done = false;
    ++oldest_;
    if (failure_) {
      return stop();
    }
    changed_.notify_all();  // there is room for another item, and another oldest one
  }

  void produce_next(Slot& slot, std::unique_lock<std::mutex>& lock) {
    producing_ = true;
    bool produced = false;
    produce_failure_ = run(lock, [&] { produced = produce_(slot.item); });
    producing_ = false;
    if (!produced) {
      more_ = false;
      return changed_.notify_all();
    }
    slot.queued = true;
    queue_[next_ % queue_.size()] = &slot;
    ++next_;
    changed_.notify_all();  // another may produce
    slot.failure = run(lock, [&] { transform_(slot.item); });
    slot.done = true;
  }

  Produce& produce_;
  Transform& transform_;
  Consume& consume_;
  std::vector<Slot> slots_;
  std::vector<Slot*> queue_;  ///< ring of the items [oldest_, next_)
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t oldest_ = 0;  ///< number of the oldest item that is not consumed
  std::size_t next_ = 0;    ///< number of the next item
  bool more_ = true;
  bool producing_ = false;
  bool consuming_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
  std::exception_ptr produce_failure_;  ///< that of the last item, behind all others
};

}  // namespace detail

/// The most threads that are of use here: 4 for each core, or 16. More would only wait.
inline std::size_t most_useful_threads() {
  return std::max<std::size_t>(16, 4 * std::size_t{std::thread::hardware_concurrency()});
}

/// Runs items through three stages: `produce(Item&) -> bool` (false: no more) and `consume(Item&)`,
/// one call of each at a time and in order; `transform(Item&)`, in any order. The calling thread
/// and threads - 1 others share the work, most_useful_threads() at most. Items are reused, 2 x
/// threads of them (1 for threads = 1): memory is bounded by that many. The first exception in item
/// order is thrown, after all earlier items were consumed, so what is seen does not depend on
/// `threads`.
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
  threads = std::min(threads, most_useful_threads());
  detail::Pipeline<Item, Produce, Transform, Consume> pipeline(threads, produce, transform,
                                                               consume);
  {
    // Joins the threads on every way out.
    struct Others {
      std::vector<std::thread> list;
      ~Others() {
        for (std::thread& thread : list) {
          thread.join();
        }
      }
    } others;
    try {
      for (std::size_t i = 1; i < threads; ++i) {
        others.list.emplace_back([&pipeline, i] { pipeline.work(i); });
      }
    } catch (...) {
      pipeline.stop_from_outside();
      throw;
    }
    pipeline.work(0);
  }
  pipeline.rethrow();
}

}  // namespace tonewheel
