#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tonewheel {

namespace detail {

/// The state that the threads of run_pipeline share; each runs work().
template <class Item, class Produce, class Transform, class Consume>
class Pipeline {
 public:
  Pipeline(std::size_t threads, Produce& produce, Transform& transform, Consume& consume)
      : produce_(produce), transform_(transform), consume_(consume), slots_(2 * threads) {}

  /// Takes what is to be done next until nothing is left: to consume the oldest item, else to
  /// produce one and transform it.
  void work() {
    std::unique_lock lock(mutex_);
    while (!stopped_) {
      if (!consuming_ && oldest_ < next_ && slot(oldest_).done) {
        consume_oldest(lock);
      } else if (more_ && !producing_ && next_ - oldest_ < slots_.size()) {
        produce_next(lock);
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
    bool done = false;
    std::exception_ptr failure;
  };

  [[nodiscard]] Slot& slot(std::size_t index) { return slots_[index % slots_.size()]; }

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
    Slot& taken = slot(oldest_);
    failure_ = taken.failure;
    if (!failure_) {
      consuming_ = true;
      failure_ = run(lock, [&] { consume_(taken.item); });
      consuming_ = false;
    }
    taken.done = false;
    ++oldest_;
    if (failure_) {
      return stop();
    }
    changed_.notify_one();  // there is room for another item
  }

  void produce_next(std::unique_lock<std::mutex>& lock) {
    Slot& taken = slot(next_);
    producing_ = true;
    bool produced = false;
    produce_failure_ = run(lock, [&] { produced = produce_(taken.item); });
    producing_ = false;
    if (!produced) {
      more_ = false;
      return changed_.notify_all();
    }
    ++next_;
    changed_.notify_one();  // another may produce
    taken.failure = run(lock, [&] { transform_(taken.item); });
    taken.done = true;
  }

  Produce& produce_;
  Transform& transform_;
  Consume& consume_;
  std::vector<Slot> slots_;
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

/// Runs items through three stages: `produce(Item&) -> bool` (false: no more) and `consume(Item&)`,
/// one call of each at a time and in order; `transform(Item&)`, in any order. The calling thread
/// and threads - 1 others share the work. Items are reused, 2 x threads of them (1 for threads =
/// 1): memory is bounded by that many. The first exception in item order is thrown, after all
/// earlier items were consumed, so what is seen does not depend on `threads`.
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
        others.list.emplace_back([&pipeline] { pipeline.work(); });
      }
    } catch (...) {
      pipeline.stop_from_outside();
      throw;
    }
    pipeline.work();
  }
  pipeline.rethrow();
}

}  // namespace tonewheel
