// The data ranges of a speaker as a driver's source declares them: "kspin decode --ranges pins.h" reads them.
static KSDATARANGE_AUDIO SpeakerRanges[] = {
  {
    { sizeof(KSDATARANGE_AUDIO), 0, 0, 0,
      STATICGUIDOF(KSDATAFORMAT_TYPE_AUDIO),
      STATICGUIDOF(KSDATAFORMAT_SUBTYPE_PCM),
      STATICGUIDOF(KSDATAFORMAT_SPECIFIER_WAVEFORMATEX) },
    2,      // MaximumChannels
    16,     // MinimumBitsPerSample
    24,     // MaximumBitsPerSample
    44100,  // MinimumSampleFrequency
    96000   // MaximumSampleFrequency
  }
};
