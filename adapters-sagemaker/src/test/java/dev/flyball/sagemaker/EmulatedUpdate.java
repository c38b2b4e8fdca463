package dev.flyball.sagemaker;

import java.time.Duration;
import java.util.Optional;

/**
 * How an update goes once it is accepted.
 *
 * @param takes how long until it is done or has failed
 * @param failure why it fails, if it does
 * @param rollingBack how long the way back takes
 */
record EmulatedUpdate(Duration takes, Optional<String> failure, Duration rollingBack) {

    static EmulatedUpdate after(Duration takes) {
        return new EmulatedUpdate(takes, Optional.empty(), Duration.ZERO);
    }

    EmulatedUpdate failing(String why, Duration back) {
        return new EmulatedUpdate(takes, Optional.of(why), back);
    }
}
